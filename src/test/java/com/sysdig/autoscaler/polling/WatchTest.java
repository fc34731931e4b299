package com.sysdig.autoscaler.polling;

import static com.sysdig.autoscaler.polling.RunningLoop.INTERVAL;
import static com.sysdig.autoscaler.polling.RunningLoop.empty;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import com.sysdig.autoscaler.sample.Rows;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final RunningLoop running = new RunningLoop();

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void saysOncePerEpisodeThatTheBudgetIsTooSmallAndWhatHelps() {
        running.wanted = Set.of(Questions.raw("a"), Questions.raw("b"), Questions.raw("c"));
        running.source.allows(1);
        running.ticks(3 * INTERVAL);

        assertThat(running.loop.troubles().text(Trouble.BUDGET_TOO_SMALL))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("3 queries wait", "60 requests a minute", "SYSDIG_REQUESTS_PER_MINUTE"));
        assertThat(running.gauge("trouble", "kind", "budget_too_small")).isEqualTo(1);
        assertThat(running.gauge("queries.waiting")).isEqualTo(3);
        assertThat(running.log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("queries wait for");

        running.source.allows(1_000);
        running.ticks(61 + INTERVAL);

        assertThat(running.gauge("trouble", "kind", "budget_too_small")).isZero();
        assertThat(running.log.lines())
                .singleElement()
                .asString()
                .matches("INFO The requests to Sysdig are enough again, after PT.*");
    }

    @Test
    void saysNothingWhereTheBudgetIsEnough() {
        running.wanted = Questions.inNamespaces(3);
        running.source.replies(_ -> something());
        running.ticks(10 * INTERVAL);

        assertThat(running.log.lines()).isEmpty();
        assertThat(running.loop.troubles().text(Trouble.BUDGET_TOO_SMALL)).isEmpty();
    }

    @Test
    void saysOncePerEpisodeThatThereAreNoSeriesOfTheClusterAtAll() {
        running.wanted = Questions.inNamespaces(3);
        running.source.replies(_ -> empty());
        running.ticks(2 * INTERVAL);
        assertThat(running.log.lines())
                .as("the first pods may just be starting")
                .isEmpty();

        running.ticks(10 * INTERVAL);

        assertThat(running.store.emptiness())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("no series of any workload carry kube_cluster_name=\"prod\": check"
                                + " sysdig.cluster-name (SYSDIG_CLUSTER_NAME)")
                        .contains("team of the token", "3 metrics"));
        assertThat(running.gauge("trouble", "kind", "nothing_found")).isEqualTo(1);
        assertThat(running.log.lines()).singleElement().asString().startsWith("WARN No series of any workload");

        running.source.refuses(Reason.UNREACHABLE);
        running.ticks(4 * INTERVAL);
        assertThat(running.store.emptiness())
                .as("an outage tells nothing about it")
                .isPresent();
        running.log.lines();

        running.source.replies(_ -> something());
        running.ticks(4 * INTERVAL);
        assertThat(running.store.emptiness()).isEmpty();
        assertThat(running.log.lines()).anyMatch(line -> line.contains("Sysdig has series of workloads, after PT"));
    }

    @Test
    void takesRawQueriesAndWhatMayBeEmptyForNoSign() {
        running.wanted = Set.of(Questions.raw("queue_length"));
        running.source.replies(_ -> empty());
        running.ticks(10 * INTERVAL);

        assertThat(running.loop.troubles().text(Trouble.NOTHING_FOUND)).isEmpty();
    }

    /** Of one of the workloads. */
    private Reply something() {
        var labels = Map.of(
                "kube_namespace_name", "team-0001",
                "kube_workload_type", "deployment",
                "kube_workload_name", "web-1");
        return new Reply.Rows(List.of(fact(labels, "value", 1), fact(labels, "time", time())), List.of());
    }

    private double time() {
        return running.now.minusSeconds(31).getEpochSecond();
    }

    private static Row fact(Map<String, String> labels, String fact, double value) {
        var all = new java.util.HashMap<>(labels);
        all.put("is", fact);
        return Rows.row(all, value);
    }
}
