package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.query.Splits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Question A = Questions.wanted("shop", "a");
    private static final Question B = Questions.wanted("shop", "b");

    private final QueryPlanner planner = new QueryPlanner("prod", Duration.ofSeconds(10), new Splits(() -> START));
    private final Rhythm rhythm = new Rhythm(INTERVAL, 42);

    @Test
    void asksWhatIsNewAtOnceAndThenOncePerInterval() {
        take(A);

        var seconds = IntStream.range(0, 61)
                .filter(second -> !due(second).isEmpty())
                .boxed()
                .toList();

        assertThat(seconds).hasSize(5).startsWith(0);
        assertThat(seconds.get(1)).isBetween(1, 15);
        assertThat(IntStream.range(2, 5).map(i -> seconds.get(i) - seconds.get(i - 1)))
                .containsOnly(15);
    }

    @Test
    void spreadsManyQueriesOverTheInterval() {
        take(IntStream.range(0, 300).mapToObj(i -> Questions.raw("m" + i)).toArray(Question[]::new));
        due(0);
        due(15);

        assertThat(IntStream.range(16, 31).map(second -> due(second).size()))
                .allSatisfy(size -> assertThat(size).isBetween(5, 60));
    }

    @Test
    void placesDifferFromProcessToProcess() {
        var places = IntStream.range(0, 20)
                .map(seed -> {
                    var one = new Rhythm(INTERVAL, seed * 7919L);
                    one.take(planner.plan(Set.of(A)), Set.of(A));
                    one.due(START, _ -> false);
                    return IntStream.rangeClosed(1, 15)
                            .filter(second -> !one.due(START.plusSeconds(second), _ -> false)
                                    .isEmpty())
                            .findFirst()
                            .orElseThrow();
                })
                .boxed()
                .collect(Collectors.toSet());

        assertThat(places).hasSizeGreaterThan(3);
    }

    @Test
    void asksSharedQueryAgainAtOnceForANewWorkload() {
        take(A);
        int regular = untilSecondAsking();
        take(A, B);

        assertThat(due(regular + 3))
                .singleElement()
                .satisfies(query -> assertThat(query.questions()).containsExactlyInAnyOrder(A, B));
        assertThat(due(regular + 4)).isEmpty();
    }

    @Test
    void doesNotAskMoreThanFiveTimesPerIntervalWhileWorkloadsKeepComing() {
        Map<Integer, Integer> asked = new HashMap<>();
        for (int second = 0; second < 60; second++) {
            take(IntStream.rangeClosed(0, second)
                    .mapToObj(i -> Questions.wanted("shop", "web-" + i))
                    .toArray(Question[]::new));
            asked.merge(second / 15, due(second).size(), Integer::sum);
        }

        assertThat(asked.values()).allSatisfy(times -> assertThat(times).isBetween(4, 6));
    }

    @Test
    void keepsABusyQueryDue() {
        take(A);

        assertThat(rhythm.due(START, _ -> true)).isEmpty();
        assertThat(due(1)).hasSize(1);
    }

    @Test
    void goesOnWhenTheClockIsPutBack() {
        take(A);
        due(0);

        assertThat(due(-3600)).hasSize(1);
    }

    @Test
    void forgetsWhatIsNotPlannedAnyMore() {
        take(A);
        take();

        assertThat(due(0)).isEmpty();
    }

    private int untilSecondAsking() {
        due(0);
        return IntStream.rangeClosed(1, 15)
                .filter(second -> !due(second).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void take(Question... questions) {
        rhythm.take(planner.plan(Set.of(questions)), Set.of(questions));
    }

    private List<PlannedQuery> due(long second) {
        return rhythm.due(START.plusSeconds(second), _ -> false);
    }
}
