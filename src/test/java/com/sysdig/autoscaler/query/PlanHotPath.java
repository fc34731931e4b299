package com.sysdig.autoscaler.query;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ten thousand workloads' questions to queries: whenever one of them changes. */
@State(Scope.Benchmark)
public class PlanHotPath {
    @Param({"1", "50"})
    private int metrics;

    private final QueryPlanner planner =
            new QueryPlanner("prod", Duration.ofSeconds(10), new Splits(InstantSource.system()));
    private Set<Question> questions = Set.of();

    @Setup
    public void ask() {
        questions = IntStream.range(0, 10_000)
                .mapToObj(i -> Questions.wanted(Questions.shape("load_" + i % metrics), "team-" + i % 100, "web-" + i))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Benchmark
    public List<PlannedQuery> planTenThousand() {
        return planner.plan(questions);
    }
}
