package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.testbed.LoopbackServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkloadEventsTest {
    @Test
    void everyReasonIsDocumentedAndNoOther() throws IOException {
        var documented = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(Path.of("docs/events.md")))
                .results()
                .map((MatchResult heading) -> heading.group(1));
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(EventReason.values()).map(EventReason::text),
                                Stream.of("ApiServiceForeign")) // on our Service
                        .toList());
    }

    @Test
    void eventsWaitWhileManyWorkloadsAreReconciled() {
        var posted = new AtomicInteger();
        try (var api = LoopbackServer.start(exchange -> {
                    posted.incrementAndGet();
                    LoopbackServer.answer(exchange, 201, "application/json", "{}");
                });
                var client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(Config.empty())
                                .withMasterUrl(api.uri().toString())
                                .build())
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = events(client);
            var many = new CountDownLatch(6);
            var end = new CountDownLatch(1);
            for (int i = 0; i < 6; i++) {
                threads.execute(() -> events.rush(() -> {
                    many.countDown();
                    return await(end);
                }));
            }
            assertThat(await(many)).isTrue();
            events.tell(Hpas.foreign("web", "Deployment", "web"), Notices.created());
            Awaitility.await().during(Duration.ofMillis(500)).until(() -> posted.get() == 0);
            end.countDown();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> posted.get() == 1);
        }
    }

    private static WorkloadEvents events(KubernetesClient client) {
        var parser = new AnnotationParser(new AnnotationSettings("test", 1, null, 10_000, true, RawQueries.NAMESPACED));
        var meters = new WorkloadMeters(
                new SimpleMeterRegistry(), new Catalog(parser, new QuestionMaker("test", true)), new WorkloadStates());
        return new WorkloadEvents(client, InstantSource.system(), new ReplicaIdentity("test"), meters);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
