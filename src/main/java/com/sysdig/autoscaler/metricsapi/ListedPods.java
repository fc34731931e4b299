package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server for the pods' metadata, when somebody wants to know: a copy of all pods of the cluster, kept by a
 * watch, would be most of our memory. Bounded in size and time, and remembered for some seconds. Safe for several threads.
 */
@Needs(in = Needs.In.CLUSTER, resource = "pods", verbs = "list", withCustomMetrics = true)
public final class ListedPods implements PodNames {
    /** A page of metadata is a few megabytes. */
    private static final int MOST = 2_000;

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    /** A list that nobody waits for any more is for the next read, one period of the HPA controller later. */
    private static final Duration LATE_REMEMBERED = Duration.ofSeconds(20);
    /** Longer than a read waits. */
    private static final long LONGEST_MILLIS = 5_000;

    private static final int MOST_SELECTORS = 1_000;
    private static final String METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private final KubernetesClient kubernetes;
    private final InstantSource clock;

    /** Oldest first; guarded by this. */
    private final Map<Asked, Answer> answers = new LinkedHashMap<>();

    public ListedPods(KubernetesClient kubernetes, InstantSource clock) {
        this.kubernetes = kubernetes;
        this.clock = clock;
    }

    private record Asked(String namespace, String selector) {}

    private record Answer(CompletableFuture<Listed> names, Instant until) {
        /** One that counts for longer than any does is of before the clock was put back. */
        boolean counts(Instant now) {
            return until.isAfter(now) && !until.isAfter(now.plus(LATE_REMEMBERED));
        }
    }

    @Override
    public synchronized CompletableFuture<Listed> of(String namespace, String selector) {
        var now = clock.instant();
        answers.values().removeIf(answer -> !answer.counts(now));
        var asked = new Asked(namespace, selector);
        var known = answers.get(asked);
        if (known == null) {
            var listing = list(asked).thenApply(listed -> keptIfLate(asked, listed, now));
            known = new Answer(listing, now.plus(REMEMBERED));
            keep(asked, known);
        }
        return known.names.copy();
    }

    private synchronized Listed keptIfLate(Asked asked, Listed listed, Instant began) {
        var now = clock.instant();
        if (listed instanceof Listed.Names && now.isAfter(began.plusSeconds(1))) {
            keep(asked, new Answer(CompletableFuture.completedFuture(listed), now.plus(LATE_REMEMBERED)));
        }
        return listed;
    }

    private synchronized void keep(Asked asked, Answer answer) {
        answers.put(asked, answer);
        if (answers.size() > MOST_SELECTORS) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    private CompletableFuture<Listed> list(Asked asked) {
        var http = kubernetes.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(uri(asked).toString())
                .setHeader("Accept", METADATA)
                .build();
        return http.sendAsync(request, byte[].class)
                .orTimeout(LONGEST_MILLIS, TimeUnit.MILLISECONDS)
                .handle(this::listed);
    }

    private URI uri(Asked asked) {
        return URI.create(kubernetes.getMasterUrl().toString())
                .resolve("/api/v1/namespaces/%s/pods?limit=%d&labelSelector=%s"
                        .formatted(encoded(asked.namespace), MOST, encoded(asked.selector)));
    }

    private Listed listed(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response == null || failure != null) {
            return Listed.LATE;
        }
        if (response.code() != 200) {
            return new Listed.Unknown(
                    "the API server answered %d to listing them: bind our ServiceAccount to the ClusterRole of kubernetes/components/custom-metrics/rbac.yaml"
                            .formatted(response.code()));
        }
        return read(response.body())
                .map(ListedPods::names)
                .orElseGet(() -> new Listed.Unknown("the API server's list of them could not be read"));
    }

    private Optional<JsonNode> read(byte[] body) {
        try {
            return Optional.ofNullable(kubernetes
                            .getKubernetesSerialization()
                            .unmarshal(new ByteArrayInputStream(body), JsonNode.class))
                    .filter(list -> list.has("items")); // null where there is none
        } catch (RuntimeException _) { // also those of YAML, for which it takes what is no JSON
            return Optional.empty();
        }
    }

    private static Listed names(JsonNode list) {
        if (!list.path("metadata").path("continue").asText("").isEmpty()) {
            return new Listed.Unknown(
                    "there are more than %d; use an External metric, or an Object metric of the workload"
                            .formatted(MOST));
        }
        var names = new ArrayList<String>();
        list.path("items")
                .forEach(pod -> names.add(pod.path("metadata").path("name").asText()));
        return new Listed.Names(names);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
