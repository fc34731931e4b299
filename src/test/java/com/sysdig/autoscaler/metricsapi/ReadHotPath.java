package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.ServingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One read of the HPA controller amid ten thousand workloads. */
@State(Scope.Benchmark)
public class ReadHotPath {
    private static final int WORKLOADS = 10_000;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:30Z");
    private static final String METRIC = "sysdig_container_net_http_request_count";

    private final Catalog catalog = new Catalog(
            new AnnotationParser(new AnnotationSettings("prod", 1, null, 100, false, RawQueries.NAMESPACED)),
            new QuestionMaker("prod", true));
    private final AnswerStore answers = new AnswerStore(Duration.ofSeconds(45));
    private final ExternalMetrics metrics =
            new ExternalMetrics(catalog, answers, new ServingRule(Duration.ofSeconds(75)), () -> NOW, () -> true);
    private int turn;

    @Setup
    public void manage() {
        for (int i = 0; i < WORKLOADS; i++) {
            catalog.put(
                    new Workload(WorkloadKind.DEPLOYMENT, "shop", "web-" + i),
                    Map.of(
                            "sysdig.com/scale-metric", METRIC,
                            "sysdig.com/scale-target", "100",
                            "sysdig.com/scale-max-replicas", "10"),
                    new Replicas(1, 1));
        }
        var answer = new Answer.Fresh(
                new Amount(105_763), new Answer.Facts(12L, 12L, NOW.minusSeconds(9), 1L, 1L, 1L), NOW.minusSeconds(5));
        answers.put(catalog.questions().stream().collect(Collectors.toMap(Function.identity(), _ -> answer)));
    }

    @Benchmark
    public Reading readOne() {
        turn = (turn + 1) % WORKLOADS;
        return metrics.read(
                "shop", METRIC, "sysdig.com/kind=deployment,sysdig.com/metric=default,sysdig.com/workload=web-" + turn);
    }
}
