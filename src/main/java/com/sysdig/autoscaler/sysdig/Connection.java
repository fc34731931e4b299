package com.sysdig.autoscaler.sysdig;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.io.Closeable;
import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The REST client for one route. It is made anew when the CA file changes. */
final class Connection {
    private final Route route;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final String userAgent;
    private final @Nullable WatchedFile<PrometheusApi> byCaFile;
    private final @Nullable PrometheusApi withSystemCas;

    /** The one that a change of the CA file made useless; closed at the next change, when nothing can be using it. */
    private @Nullable PrometheusApi previous;

    /** Guarded by the watched file, the only one to build after the start. */
    private @Nullable PrometheusApi latest;

    Connection(SysdigSettings settings, String userAgent) {
        this.route = settings.route();
        this.headers = settings.headers();
        this.timeout = settings.timeout();
        this.userAgent = userAgent;
        var caFile = route.caFile();
        this.byCaFile =
                caFile == null ? null : new WatchedFile<>(caFile, file -> replace(build(TrustedCas.with(file))));
        this.withSystemCas = caFile == null ? build(null) : null;
    }

    /** Throws where there is a CA file that cannot be read. */
    PrometheusApi api() throws IOException {
        return byCaFile == null ? Objects.requireNonNull(withSystemCas) : byCaFile.current();
    }

    private PrometheusApi replace(PrometheusApi api) throws IOException {
        if (previous instanceof Closeable unused) {
            unused.close();
        }
        previous = latest;
        latest = api;
        return api;
    }

    private PrometheusApi build(@Nullable KeyStore trusted) {
        var builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(route.api())
                .followRedirects(false)
                .disableDefaultMapper(true)
                .enableCompression(true)
                .userAgent(userAgent)
                .connectTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        builder.register((ClientRequestFilter)
                request -> headers.forEach((name, value) -> request.getHeaders().putSingle(name, value)));
        if (trusted != null) {
            builder.trustStore(trusted, "");
        }
        var proxy = route.proxy();
        if (proxy != null) {
            builder.proxyAddress(proxy.host(), proxy.port());
            if (proxy.user() != null) {
                builder.proxyUser(proxy.user()).proxyPassword(proxy.password() == null ? "" : proxy.password());
            }
        }
        return builder.build(PrometheusApi.class);
    }
}
