package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchingIT {
    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("watching"));

    /** Nor the HPA controller's status, of which each of these writes makes one. */
    @Test
    void ownWritesWakeNobody() {
        try (var reconcilers = RunningReconcilers.watching(shop.name())) {
            var web = shop.managed("web");
            shop.annotate(web.with("scale-max-replicas", "20"));
            shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(20));
            long before = reconcilers.reconciliations();

            IntStream.rangeClosed(21, 30).forEach(max -> {
                shop.annotate(web.with("scale-max-replicas", Integer.toString(max)));
                shop.eventually(
                        () -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(max));
            });

            assertThat(reconcilers.reconciliations() - before)
                    .as("for ten changes; twice as many if each write woke us")
                    .isLessThan(15);
        }
    }

    @Test
    void autoscalersAreListedOnceForBothKinds() throws IOException {
        var audit = Testbed.shared().controlPlane().audit();
        assumeThat(audit).as("an audit log").isPresent();
        long before = listsOfAutoscalers(audit.orElseThrow());
        try (var _ = RunningReconcilers.watching(shop.name())) {
            shop.managed("web");
        }
        assertThat(listsOfAutoscalers(audit.orElseThrow()) - before).isEqualTo(1);
    }

    /** Whoever stops first leaves the other what it sees by. */
    @ParameterizedTest
    @ValueSource(strings = {"statefulset", "deployment"})
    void autoscalersAreWatchedUntilTheReconcilersOfBothKindsHaveStopped(String stopped) {
        try (var reconcilers = RunningReconcilers.watching(shop.name())) {
            reconcilers.stop(stopped);
            boolean isStatefulSet = stopped.equals("deployment");
            var web =
                    isStatefulSet ? Workload.statefulSet(shop.name(), "web") : Workload.deployment(shop.name(), "web");
            AnnotatedNamespace.annotated(web).create(shop.kubernetes());
            shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());

            shop.createForeign("other", isStatefulSet ? "StatefulSet" : "Deployment", "web");
            shop.eventually(() -> assertThat(shop.hpa("web").get()).isNull());
            shop.hpa("other").delete();
            shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
        }
    }

    private long listsOfAutoscalers(Path audit) throws IOException {
        try (var lines = Files.lines(audit)) {
            return lines.filter(line -> line.contains("\"verb\":\"list\"")
                            && line.contains("/namespaces/" + shop.name() + "/horizontalpodautoscalers?")
                            && line.contains("limit=500"))
                    .count();
        }
    }

    /** Of everything that there is, since no selector narrows it: one page at a time is in memory before it is trimmed. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/apps/v1/deployments", "/apps/v1/statefulsets", "/autoscaling/v2/horizontalpodautoscalers"})
    void listsComeInPages(String resource) throws IOException {
        var audit = Testbed.shared().controlPlane().audit();
        assumeThat(audit).as("an audit log").isPresent();
        try (var _ = RunningReconcilers.watching()) {
            shop.managed("web");
        }

        try (var lines = Files.lines(audit.orElseThrow())) {
            assertThat(lines.filter(line ->
                                    line.contains("\"verb\":\"list\"") && line.contains("/apis" + resource + "?"))
                            .map(line -> line.replaceFirst(".*\"requestURI\":\"([^\"]*)\".*", "$1")
                                    .replace("\\u0026", "&")))
                    .isNotEmpty()
                    .allMatch(uri -> uri.contains("limit=500"))
                    .noneMatch(uri -> uri.contains("resourceVersion=0")); // or the API server would not heed the limit
        }
    }
}
