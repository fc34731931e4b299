package com.sysdig.autoscaler.query;

import static com.sysdig.autoscaler.query.Questions.inNamespaces;
import static com.sysdig.autoscaler.query.Questions.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Splits splits = new Splits(() -> now);
    private final QueryPlanner planner = new QueryPlanner("prod", Duration.ofSeconds(10), splits);

    @Test
    void isolatesTheOneWorkloadThatSpoilsAQueryOfMany() {
        var questions = inNamespaces(1000);
        var bad = wanted("team-0700", "web-700");

        int asked = askUntilNothingIsLeftToDivide(questions, workload -> workload.equals(bad.workload()));

        assertThat(asked).isLessThan(40);
        assertThat(plan(questions))
                .filteredOn(query -> query.questions().contains(bad))
                .singleElement()
                .satisfies(query -> assertThat(query.questions()).containsExactly(bad));
        assertThat(plan(questions).stream()
                        .flatMap(query -> query.questions().stream())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(questions);
    }

    @Test
    void dividesByNamesWhereThereIsOneNamespace() {
        var questions = IntStream.range(0, 8)
                .<Question>mapToObj(i -> wanted("shop", "web-" + i))
                .collect(Collectors.toSet());

        assertThat(splits.divide(plan(questions).getFirst())).isTrue();

        assertThat(plan(questions))
                .hasSize(2)
                .allSatisfy(half ->
                        assertThat(half.promql()).contains("kube_namespace_name=\"shop\",kube_workload_name=~\"web-"));
    }

    @Test
    void cannotDivideWhatHasOneName() {
        assertThat(splits.divide(plan(Set.of(wanted("shop", "web"))).getFirst()))
                .isFalse();
    }

    @Test
    void asksWholeAgainAndLeavesWholeForAWhileWhenDividingDoesNotHelp() {
        var questions = inNamespaces(1000);

        int asked = askUntilNothingIsLeftToDivide(questions, _ -> true);

        assertThat(asked).isLessThan(20);
        assertThat(plan(questions)).hasSize(1);
        assertThat(splits.divide(plan(questions).getFirst())).isFalse();
        pass(Duration.ofMinutes(31));
        assertThat(splits.divide(plan(questions).getFirst())).isTrue();
    }

    @Test
    void givesUpOnTwoWorkloadsThatFailEachAlone() {
        var questions = inNamespaces(2);

        askUntilNothingIsLeftToDivide(questions, _ -> true);

        assertThat(plan(questions)).hasSize(1);
    }

    @Test
    void hasAtMostThirtyTwoSections() {
        var questions = inNamespaces(1000);
        splits.divide(plan(questions).getFirst());
        splits.succeeded(plan(questions).getFirst());

        askUntilNothingIsLeftToDivide(questions, _ -> true);

        assertThat(plan(questions)).hasSize(32);
    }

    @Test
    void forgetsADivisionAfterAnHour() {
        var questions = inNamespaces(10);
        splits.divide(plan(questions).getFirst());
        long divided = splits.version();

        pass(Duration.ofMinutes(59));
        assertThat(splits.version()).isEqualTo(divided);
        assertThat(plan(questions)).hasSize(2);
        pass(Duration.ofMinutes(1));
        assertThat(splits.version()).isNotEqualTo(divided);
        assertThat(plan(questions)).hasSize(1);
    }

    @Test
    void dividesOnceForTwoRepliesOfOneQuery() {
        var questions = inNamespaces(10);
        var whole = plan(questions).getFirst();

        assertThat(splits.divide(whole)).isTrue();
        assertThat(splits.divide(whole)).isTrue();

        assertThat(plan(questions)).hasSize(2);
    }

    @Test
    void remembersBoundedlyMany() {
        var first =
                Set.<Question>of(wanted(Questions.shape("m0"), "a", "web"), wanted(Questions.shape("m0"), "b", "api"));
        splits.divide(plan(first).getFirst());
        for (int i = 1; i <= 256; i++) {
            var shape = Questions.shape("m" + i);
            splits.divide(plan(Set.of(wanted(shape, "a", "web"), wanted(shape, "b", "api")))
                    .getFirst());
        }

        assertThat(plan(first)).hasSize(1);
    }

    /** Plays the loop: queries with a bad workload are refused. Gives how many queries that took. */
    private int askUntilNothingIsLeftToDivide(Set<Question> questions, Predicate<Workload> bad) {
        int asked = 0;
        var known = new HashSet<Object>();
        var due = new ArrayDeque<>(plan(questions));
        while (!due.isEmpty()) {
            var query = due.removeFirst();
            asked++;
            if (query.byWorkload().keySet().stream().noneMatch(bad)) {
                splits.succeeded(query);
            } else {
                splits.divide(query);
            }
            known.add(query.identity());
            plan(questions).stream().filter(next -> known.add(next.identity())).forEach(due::addLast);
        }
        return asked;
    }

    private List<PlannedQuery.OfShape> plan(Set<Question> questions) {
        return planner.plan(questions).stream()
                .map(PlannedQuery.OfShape.class::cast)
                .toList();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        splits.version(); // which the loop asks for at every tick
    }
}
