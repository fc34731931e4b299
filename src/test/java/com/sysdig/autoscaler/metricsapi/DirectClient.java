package com.sysdig.autoscaler.metricsapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Calls our port without an API server between, with or without a client certificate; headers in pairs. */
public final class DirectClient {
    /** No request may hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final int port;
    private final Duration patience;

    public DirectClient(int port, List<KeyManager> keys) {
        this(port, keys, HttpClient.Version.HTTP_2);
    }

    public DirectClient(int port, List<KeyManager> keys, HttpClient.Version version) {
        this(port, client(keys, version), PATIENCE);
    }

    private DirectClient(int port, HttpClient http, Duration patience) {
        this.port = port;
        this.http = http;
        this.patience = patience;
    }

    /** The same one, giving up after so long. */
    public DirectClient within(Duration limit) {
        return new DirectClient(port, http, limit);
    }

    private static HttpClient client(List<KeyManager> keys, HttpClient.Version version) {
        return HttpClient.newBuilder()
                .sslContext(trustingAnyone(keys))
                .version(version)
                .build();
    }

    /** For a client that shows these keys. */
    public static SSLContext trustingAnyone(List<KeyManager> keys) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys.toArray(KeyManager[]::new), new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .method(method, body)
                .timeout(patience);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What the server is called is not the point here. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
    }
}
