package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Reads paths through an API server once, where the usual client would try again after an error, and keep its body. */
public final class Impatient implements AutoCloseable {
    private final KubernetesClient client;

    /** As whom and at which API server that one talks. */
    public Impatient(KubernetesClient like) {
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(like.getConfiguration())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** The body, of an error too. Headers in pairs. */
    public String get(String path, String... headers) {
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceFirst("/$", "") + path);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return http.sendAsync(request.build(), String.class).join().body();
    }

    @Override
    public void close() {
        client.close();
    }
}
