package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Verdict.Admitted;
import com.sysdig.autoscaler.metricsapi.access.Verdict.Denied;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/** Stands before every path of the main port. Health and metrics are on the management port, which has no such gate. */
@Singleton
final class AccessGate {
    static final int PRIORITY = 900;

    private static final Logger LOG = Logger.getLogger(AccessGate.class);

    private final Entrance entrance;
    private final AccessMeters meters;
    private final OpenDoor open;
    private final Doorkeeper doorkeeper;
    private final ReplicasDoor replicas;

    AccessGate(Entrance entrance, AccessMeters meters, OpenDoor open, Doorkeeper doorkeeper, ReplicasDoor replicas) {
        this.entrance = entrance;
        this.meters = meters;
        this.open = open;
        this.doorkeeper = doorkeeper;
        this.replicas = replicas;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        Patience.begin(context);
        var request = context.request();
        var method = request.method().name();
        var chain = chain(request);
        if (replicas.leads(method, request.path(), chain)) {
            strip(request);
            context.next();
            return;
        }
        if (open.leads(method, request.path())) {
            doorkeeper.refusal(credentials(chain, request)).ifPresentOrElse(denied -> settle(context, denied), () -> {
                strip(request);
                context.next();
            });
            return;
        }
        var path = RequestPath.parse(request.path());
        if (path.isEmpty()) {
            settle(context, new Denied(DenialReason.MALFORMED_PATH, Denial.MALFORMED, "ambiguous"));
            return;
        }
        path.get().putInto(context);
        var asked = Asked.of(method, path.get(), isWatch(request));
        var verdict = entrance.judge(credentials(chain, request), asked);
        if (verdict.isDone()) {
            settle(context, verdict.join());
        } else {
            var home = context.vertx().getOrCreateContext();
            var _ = verdict.thenAccept(late -> home.runOnContext(_ -> settleLate(context, late)));
        }
    }

    /** A caller may be gone by now, and the request with it: reading on would look like a defect. Who is turned away is counted. */
    private void settleLate(RoutingContext context, Verdict verdict) {
        if (verdict instanceof Denied || !context.response().closed()) {
            settle(context, verdict);
        }
    }

    private void settle(RoutingContext context, Verdict verdict) {
        switch (verdict) {
            case Admitted(var caller) -> {
                strip(context.request());
                context.put(Caller.class.getName(), caller);
                context.next();
            }
            case Denied(var reason, var status, var detail) -> {
                meters.denied(reason);
                LOG.debugf("Denied %s: %s (%s)", context.request().path(), reason, detail);
                end(context.response(), status);
            }
        }
    }

    private static void end(HttpServerResponse response, Denial status) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(status.code())
                    .putHeader("Content-Type", "application/json")
                    .end(status.json());
        }
    }

    private static boolean isWatch(HttpServerRequest request) {
        var watch = request.getParam("watch");
        return watch != null && (watch.equals("true") || watch.equals("1"));
    }

    /** What identified the caller has done its work; nothing further in may take it for more than that. */
    private static void strip(HttpServerRequest request) {
        request.headers().names().stream()
                .filter(name ->
                        name.toLowerCase(Locale.ROOT).startsWith("x-remote-") || name.equalsIgnoreCase("Authorization"))
                .toList()
                .forEach(request.headers()::remove);
    }

    private static Credentials credentials(List<X509Certificate> chain, HttpServerRequest request) {
        return new Credentials(chain, request.headers().entries());
    }

    /** Not to be asked twice: where there is no certificate the session throws. */
    private static List<X509Certificate> chain(HttpServerRequest request) {
        var session = request.sslSession();
        if (session == null) {
            return List.of();
        }
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }
}
