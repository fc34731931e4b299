package com.sysdig.autoscaler.sample;

import static com.sysdig.autoscaler.sample.Numbers.AVG;
import static com.sysdig.autoscaler.sample.Numbers.START;
import static com.sysdig.autoscaler.sample.Numbers.failed;
import static com.sysdig.autoscaler.sample.Numbers.history;
import static com.sysdig.autoscaler.sample.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Served.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is served in a gap, after it, and while pods are not ready. The target is 10. */
class GapsTest {
    private static final long HOUR = 3_600;
    private static final OnMissing HOLD = new OnMissing.Hold();
    private static final OnMissing NEVER_DOWN = new OnMissing.NeverDown();
    private static final OnMissing LAST_KNOWN = new OnMissing.LastKnown(Duration.ofMinutes(10));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ServingRule rule = new ServingRule(Duration.ofSeconds(75));

    @Test
    void lastKnownServesTheLastGoodNumberUntilItsSampleIsTooOld() {
        var gap = history(AVG, number(100).at(0), failed(590));

        assertThat(decide(gap, use(LAST_KNOWN, 10), 595)).isEqualTo(value(100, -5));
        assertReason(Reason.SOURCE_FAILED, decide(gap, use(LAST_KNOWN, 10), 596));
    }

    @Test
    void lastKnownStandsInForADoubtedNumberAndForOneThatCannotBeAskedAnew() {
        var doubted = history(AVG, number(100).at(0), number(50).samples(3).at(15));
        var hung = history(AVG, number(100).at(0));

        assertThat(decide(doubted, use(LAST_KNOWN, 10), 20)).isEqualTo(value(100, -5));
        assertThat(decide(hung, use(LAST_KNOWN, 10), 300)).isEqualTo(value(100, -5));
    }

    @Test
    void neverDownServesTheLastGoodNumberOnlyWhileItAsksForMore() {
        var gap = history(AVG, number(100).at(0), failed(15));

        assertThat(decide(gap, use(NEVER_DOWN, 9), 20)).isEqualTo(value(100, -5));
        assertReason(Reason.SOURCE_FAILED, decide(gap, use(NEVER_DOWN, 10), 20));
    }

    @Test
    void neverDownForgetsAfterAnHour() {
        var gap = history(AVG, number(100).at(0), failed(HOUR - 10));

        assertThat(decide(gap, use(NEVER_DOWN, 9), HOUR - 5)).isEqualTo(value(100, -5));
        assertReason(Reason.SOURCE_FAILED, decide(gap, use(NEVER_DOWN, 9), HOUR - 4));
    }

    @Test
    void neverDownMultipliesAValueByReadyPodsAsTheAutoscalerDoes() {
        var gap = history(AVG, number(20).at(0), failed(15)); // twice the target

        assertThat(decide(gap, onValue(NEVER_DOWN, 10, 6), 20)).isEqualTo(value(20, -5));
        assertReason(Reason.SOURCE_FAILED, decide(gap, onValue(NEVER_DOWN, 12, 6), 20));
    }

    @Test
    void holdAndAtLeastServeNothingInAGap() {
        var gap = history(AVG, number(100).at(0), failed(15));

        assertReason(Reason.SOURCE_FAILED, decide(gap, use(HOLD, 1), 20));
        assertReason(Reason.SOURCE_FAILED, decide(gap, use(new OnMissing.AtLeast(5), 1), 20));
    }

    /** An answer is known the ingestion delay after the moment it is for, and only from then on the autoscaler has numbers. */
    @Test
    void aLowerNumberWaitsAsLongWhereNumbersAreEvaluatedInThePast() {
        var late = new ServingRule(Duration.ofSeconds(45), Duration.ofSeconds(30), new ClockSkew());
        var recovered = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(75),
                number(50).at(120));
        var use = new Use(use(HOLD, 10).target(), HOLD, MINUTE, 10, 10);

        assertThat(late.decide(recovered, use, START.plusSeconds(75 + 30 + 59)))
                .isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
                    assertThat(withheld.reason()).isEqualTo(Reason.SETTLING);
                    assertThat(withheld.remedy()).contains("it counts from " + START.plusSeconds(75 + 30 + 60));
                });
        assertThat(late.decide(recovered, use, START.plusSeconds(75 + 30 + 60))).isInstanceOf(Served.Value.class);
    }

    @ParameterizedTest(name = "after a gap of {0} s with a stabilization of 60 s a lower number waits: {1}")
    @CsvSource({"30,false", "31,true", "600,true"})
    void aLowerNumberWaitsOneStabilizationAfterALongGap(long gap, boolean waits) {
        var recovered = history(AVG, number(100).at(0), failed(15), number(50).at(15 + gap));
        var use = use(HOLD, 10);

        if (waits) {
            assertReason(Reason.SETTLING, decide(recovered, use, 15 + gap));
            var later = recovered
                    .with(AVG, number(50).at(15 + gap + 30), Numbers.PAUSE)
                    .with(AVG, number(50).at(15 + gap + 59), Numbers.PAUSE);
            assertReason(Reason.SETTLING, decide(later, use, 15 + gap + 59));
            assertThat(decide(later, use, 15 + gap + 60)).isEqualTo(value(50, 15 + gap + 54));
        } else {
            assertThat(decide(recovered, use, 15 + gap)).isInstanceOf(Served.Value.class);
        }
    }

    @ParameterizedTest(
            name = "after a long gap, and one of a single answer {0} s later, a lower number waits for {1} s")
    @CsvSource({"15,30", "60,0", "900,0"})
    void aShortGapNeitherEndsNorLengthensTheWaitForALongerOne(long later, long wait) {
        var history = history(AVG, number(100).at(0), failed(15), number(50).at(615));
        for (long second = 615; second < 615 + later; second += 15) {
            history = history.with(AVG, number(50).at(second), Numbers.PAUSE);
        }
        long end = 615 + later + 15;
        history = history.with(AVG, failed(end - 15), Numbers.PAUSE)
                .with(AVG, number(50).at(end), Numbers.PAUSE);

        if (wait > 0) {
            assertReason(Reason.SETTLING, decide(history, use(HOLD, 10), end + wait - 1));
        }
        assertThat(decide(history, use(HOLD, 10), end + wait)).isInstanceOf(Served.Value.class);
    }

    @ParameterizedTest(
            name =
                    "after a long gap until 615 with a wait of 60 s, and one from {0} to {1}, a number between both waits: {2}")
    @CsvSource({"660,705,true", "674,719,true", "675,720,false", "900,945,false"})
    void whatRoseSinceAnEarlierGapWaitsOnlyIfThatOnesWaitWasNotOver(long from, long until, boolean waits) {
        var history = history(AVG, number(100).at(0), failed(15));
        for (long second = 615; second < from; second += 15) {
            history = history.with(AVG, number(50).at(second), Numbers.PAUSE);
        }
        var failed = history.with(AVG, failed(from), Numbers.PAUSE);
        var rise = failed.with(AVG, number(60).at(until), Numbers.PAUSE);

        if (waits) {
            assertReason(Reason.SETTLING, decide(rise, use(HOLD, 10), until + 59));
            assertThat(decide(rise, use(HOLD, 10), until + 60)).isInstanceOf(Served.Value.class);
        } else {
            assertThat(decide(rise, use(HOLD, 10), until)).isInstanceOf(Served.Value.class);
        }
        assertReason(
                Reason.SETTLING,
                decide(failed.with(AVG, number(49).at(until), Numbers.PAUSE), use(HOLD, 10), until + 59));
    }

    @Test
    void aGapTooShortToMatterDoesNotProlongAnEarlierWait() {
        var history = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(615),
                failed(655),
                number(50).at(675),
                failed(710),
                number(60).at(741));

        assertThat(decide(history, use(HOLD, 10), 741)).isInstanceOf(Served.Value.class);
    }

    @Test
    void aLowerNumberWaitsAlsoAfterGapsWithTooLittleInBetween() {
        var history = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(45),
                failed(60),
                number(50).at(90));

        assertReason(Reason.SETTLING, decide(history, use(HOLD, 10), 149));
        assertThat(decide(history, use(HOLD, 10), 150)).isInstanceOf(Served.Value.class);
    }

    @Test
    void noStandInShrinksAWorkloadThatWaits() {
        var again = history(AVG, number(100).at(0), failed(15), number(50).at(75), failed(90));

        assertReason(Reason.SETTLING, decide(again, use(LAST_KNOWN, 10), 95));
    }

    @Test
    void aHigherNumberActsAtOnceAfterAGap() {
        assertThat(decide(
                        history(AVG, number(100).at(0), failed(15), number(100).at(600)), use(HOLD, 10), 600))
                .isEqualTo(value(100, 595));
    }

    @Test
    void theFirstNumberOfAWindowWithAHoleActsOnlyIfItDoesNotShrink() {
        var first = history(AVG, number(50).samples(3).at(0));

        assertThat(decide(first, use(HOLD, 5), 5)).isEqualTo(value(50, -5));
        assertReason(Reason.INCOMPLETE, decide(first, use(HOLD, 6), 5));
    }

    @Test
    void aLowerNumberWaitsAlsoAfterAGapInTheFirstWindow() {
        var first = history(AVG, number(100).samples(3).at(0), failed(15));
        var full = first.with(AVG, number(50).at(60), Numbers.PAUSE);
        var holes = first.with(AVG, number(50).samples(3).at(30), Numbers.PAUSE)
                .with(AVG, number(50).samples(3).at(30 + HOUR), Numbers.PAUSE);

        assertReason(Reason.SETTLING, decide(full, use(HOLD, 10), 60));
        assertReason(Reason.SETTLING, decide(holes, use(HOLD, 10), 30 + HOUR));
    }

    @Test
    void aLowerNumberWaitsAlsoAfterATimeInWhichNobodyAsked() {
        var thawed = history(AVG, number(100).at(0), number(50).at(46));
        var later = thawed.with(AVG, number(50).at(91), Numbers.PAUSE)
                .with(AVG, number(50).at(106), Numbers.PAUSE);

        assertReason(Reason.SETTLING, decide(thawed, use(HOLD, 10), 46));
        assertThat(decide(later, use(HOLD, 10), 106)).isEqualTo(value(50, 101));
    }

    @Test
    void aValueNeverShrinksBecausePodsAreUnready() {
        var history = history(AVG, number(12).at(0));

        assertThat(decide(history, onValue(HOLD, 10, 2), 5)).isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
            assertThat(withheld.reason()).isEqualTo(Reason.NOT_READY);
            assertThat(withheld.what()).contains("only 2 of 10 pods ready");
        });
        assertThat(decide(history, onValue(HOLD, 10, 9), 5)).isInstanceOf(Served.Value.class); // 10.8 pods
        assertThat(decide(history, onValue(LAST_KNOWN, 10, 10), 5)).isInstanceOf(Served.Value.class);
    }

    @Test
    void aValueThatStandsInDoesNotShrinkBecausePodsAreUnreadyEither() {
        assertReason(
                Reason.NOT_READY, decide(history(AVG, number(12).at(0), failed(15)), onValue(LAST_KNOWN, 10, 2), 20));
    }

    @Test
    void anAverageDoesNotCareWhetherPodsAreReady() {
        var use = new Use(target(MetricTarget.Type.AVERAGE_VALUE), HOLD, MINUTE, 10, 2);

        assertThat(decide(history(AVG, number(12).at(0)), use, 5)).isInstanceOf(Served.Value.class);
    }

    private Served decide(History history, Use use, long second) {
        return rule.decide(history, use, START.plusSeconds(second));
    }

    private static void assertReason(Reason expected, Served served) {
        assertThat(served)
                .isInstanceOfSatisfying(
                        Served.Withheld.class,
                        withheld -> assertThat(withheld.reason()).isEqualTo(expected));
    }

    private static Served value(long amount, long takenAt) {
        return new Served.Value(new Amount(amount * 1000), START.plusSeconds(takenAt));
    }

    private static Use use(OnMissing onMissing, int wanted) {
        return new Use(target(MetricTarget.Type.AVERAGE_VALUE), onMissing, MINUTE, wanted, wanted);
    }

    private static Use onValue(OnMissing onMissing, int wanted, int ready) {
        return new Use(target(MetricTarget.Type.VALUE), onMissing, MINUTE, wanted, ready);
    }

    private static MetricTarget target(MetricTarget.Type type) {
        return new MetricTarget(type, new Amount(10_000));
    }
}
