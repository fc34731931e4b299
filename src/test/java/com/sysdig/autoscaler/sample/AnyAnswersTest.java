package com.sysdig.autoscaler.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.quantity.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in whatever order: unknown is no number, and less data is not less load. */
class AnyAnswersTest {
    private static final Duration POLL = Duration.ofSeconds(15);
    private static final ServingRule RULE = new ServingRule(Duration.ofSeconds(75));

    @Property
    void aNumberIsServedOfNumbersOnly(@ForAll("answers") List<Answer> answers, @ForAll("policies") OnMissing policy) {
        var history = History.NONE;
        for (var answer : answers) {
            history = history.with(Numbers.RATE, answer, Numbers.PAUSE);
            var served = RULE.decide(history, use(policy), answer.at());

            if (served instanceof Served.Value value && !(answer instanceof Answer.Fresh)) {
                assertThat(history.lastGood()).isNotNull();
                assertThat(policy).isNotInstanceOfAny(OnMissing.Hold.class, OnMissing.AtLeast.class);
                assertThat(value.amount()).isEqualTo(history.lastGood().amount());
            }
        }
    }

    @Property
    void nothingBelowTheLastGoodNumberIsBelievedOfIncompleteData(@ForAll("answers") List<Answer> answers) {
        var history = History.NONE;
        for (var answer : answers) {
            var before = history.lastGood();
            history = history.with(Numbers.RATE, answer, Numbers.PAUSE);
            var good = history.lastGood();

            if (good != null && before != null && good.amount().compareTo(before.amount()) < 0) {
                assertThat(good.facts().samples() * 10)
                        .isGreaterThanOrEqualTo(good.facts().expected() * 8);
                assertThat(isUnseen(before.facts(), ((Answer.Fresh) answer).facts()))
                        .isFalse();
            }
        }
    }

    @Property
    void aCorrectedNumberLiesBetweenWhatCameAndTheLastGoodOne(@ForAll("answers") List<Answer> answers) {
        var history = History.NONE;
        for (var answer : answers) {
            var before = history.lastGood();
            history = history.with(Numbers.RATE, answer, Numbers.PAUSE);
            var good = history.lastGood();

            if (answer instanceof Answer.Fresh fresh && history.missing() == 0 && before != null) {
                assertThat(good.amount()).isGreaterThanOrEqualTo(fresh.amount());
                assertThat(good.amount().compareTo(before.amount()) <= 0
                                || good.amount().equals(fresh.amount()))
                        .isTrue();
            }
        }
    }

    /** Fewer pods than before report, although as many are ready. */
    private static boolean isUnseen(Answer.Facts before, Answer.Facts now) {
        return before.pods() != null
                && now.ready() >= before.ready()
                && now.ready() >= before.pods()
                && Objects.requireNonNullElse(now.pods(), 0L) < before.pods();
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        Arbitrary<Numbers> numbers = Combinators.combine(
                        Arbitraries.longs().between(0, 100),
                        Arbitraries.longs().between(0, 13),
                        Arbitraries.longs().between(1, 12).injectNull(0.1),
                        Arbitraries.longs().between(0, 12))
                .as(Numbers::new);
        return numbers.injectNull(0.3).list().ofMinSize(1).ofMaxSize(20).map(AnyAnswersTest::inTime);
    }

    @Provide
    Arbitrary<OnMissing> policies() {
        return Arbitraries.of(
                new OnMissing.Hold(),
                new OnMissing.NeverDown(),
                new OnMissing.LastKnown(Duration.ofMinutes(1)),
                new OnMissing.AtLeast(3));
    }

    private static List<Answer> inTime(List<Numbers> numbers) {
        return IntStream.range(0, numbers.size())
                .mapToObj(i -> answer(numbers.get(i), i * POLL.toSeconds()))
                .toList();
    }

    private static Answer answer(Numbers numbers, long second) {
        return numbers == null ? Numbers.failed(second) : numbers.at(second);
    }

    private static Use use(OnMissing policy) {
        var target = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(10_000));
        return new Use(target, policy, Duration.ofMinutes(5), 5, 5);
    }
}
