package com.sysdig.autoscaler.sample;

import static com.sysdig.autoscaler.sample.Numbers.RATE;
import static com.sysdig.autoscaler.sample.Numbers.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Served.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServingRuleTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant SAMPLED = AT.minusSeconds(5);
    private static final Instant NOW = AT.plusSeconds(40);

    private static final Use HOLD = new Use(
            new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(1000)),
            new OnMissing.Hold(),
            Duration.ofMinutes(5),
            3,
            3);

    private final ServingRule rule = new ServingRule(Duration.ofMinutes(2));

    @Test
    void servesAFreshNumberWithTheTimeOfItsSample() {
        assertThat(decide(fresh(), NOW)).isEqualTo(new Served.Value(new Amount(1500), SAMPLED));
    }

    @Test
    void servesAnAnswerUpToItsAgeAndNoLonger() {
        assertThat(decide(fresh(), AT.plusSeconds(120))).isInstanceOf(Served.Value.class);
        assertThat(decide(fresh(), AT.plusSeconds(121)))
                .isEqualTo(new Served.Withheld(
                        Reason.TOO_OLD,
                        "the last answer of Sysdig is for 2026-01-01T12:00:00Z",
                        AT,
                        "sysdig-autoscaler does not get round to asking: see its log and its health"));
    }

    @Test
    void saysWhatFailsHoweverRarelyItIsAsked() {
        var refused = new Answer.Failed(new SourceProblem(SourceProblem.Reason.REJECTED, "no", null), AT);

        assertThat(decide(refused, AT.plusSeconds(600))).isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
            assertThat(withheld.reason()).isEqualTo(Reason.SOURCE_FAILED);
            assertThat(withheld.since()).isEqualTo(AT);
        });
    }

    @Test
    void neverMakesANumberOfNotHavingAsked() {
        assertThat(rule.decide(History.NONE, HOLD, NOW))
                .isInstanceOfSatisfying(
                        Served.Withheld.class,
                        withheld -> assertThat(withheld.reason()).isEqualTo(Reason.NOT_ASKED_YET));
    }

    @Test
    void neverServesAnAnswerOfTheFuture() {
        assertThat(decide(fresh(), AT.minusSeconds(5))).isInstanceOf(Served.Value.class);
        assertThat(decide(fresh(), AT.minusSeconds(6)))
                .isInstanceOfSatisfying(
                        Served.Withheld.class,
                        withheld -> assertThat(withheld.reason()).isEqualTo(Reason.CLOCK_SKEW));
    }

    @Test
    void servesNothingWhileOurClockIsFarAheadSinceWhatIsYetToComeLooksEmpty() {
        assertThat(decide(fresh(), skew(60), NOW)).isInstanceOf(Served.Value.class);
        assertThat(decide(fresh(), skew(61), NOW)).isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
            assertThat(withheld.reason()).isEqualTo(Reason.CLOCK_SKEW);
            assertThat(withheld.what()).contains("our clock is 61 s ahead of Sysdig's");
        });
    }

    @Test
    void servesNothingWhileOurClockIsFarBehind() {
        assertThat(decide(fresh(), skew(-60), AT)).isInstanceOf(Served.Value.class);
        assertThat(decide(fresh(), skew(-61), AT.minusSeconds(5)))
                .isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
                    assertThat(withheld.reason()).isEqualTo(Reason.CLOCK_SKEW);
                    assertThat(withheld.what()).contains("our clock is 61 s behind Sysdig's");
                });
    }

    /** A replica that copies does not ask, and hears nothing more. */
    @Test
    void forgetsWhatWasHeardLongAgo() {
        var hourLater = AT.plusSeconds(3_600);
        var answer = new Answer.Fresh(
                new Amount(1500), new Answer.Facts(null, hourLater, null, null), hourLater.minusSeconds(30));
        var stale = new Answer.Stale(AT, hourLater.minusSeconds(30));

        assertThat(decide(answer, skew(300), hourLater)).isInstanceOf(Served.Value.class);
        assertThat(decide(stale, skew(300), hourLater))
                .isInstanceOfSatisfying(
                        Served.Withheld.class,
                        withheld -> assertThat(withheld.what()).doesNotContain("clock"));
    }

    @ParameterizedTest(name = "heard with a clock {0} s ahead, which was set right a second later")
    @ValueSource(longs = {300, 62, -62})
    void forgetsWhatWasHeardByAClockThatWasSetRightSince(long ahead) {
        assertThat(decide(fresh(), skew(ahead), AT.plusSeconds(1))).isInstanceOf(Served.Value.class);
    }

    @Test
    void saysThatOldSamplesMayBeAMatterOfOurClock() {
        var stale = new Answer.Stale(SAMPLED, AT);

        assertThat(decide(stale, skew(45), NOW))
                .isInstanceOfSatisfying(
                        Served.Withheld.class,
                        withheld -> assertThat(withheld.what())
                                .contains("from " + SAMPLED, "our clock is 45 s ahead of Sysdig's"));
        assertThat(decide(stale, skew(15), NOW))
                .isInstanceOfSatisfying(
                        Served.Withheld.class,
                        withheld -> assertThat(withheld.what()).doesNotContain("clock"));
    }

    @Test
    void aClockThatWasSetRightIsNotDoubtedWhenTheTimeComesThatItShowed() {
        var skew = skew(3_600);

        assertThat(decide(fresh(), skew, AT.plusSeconds(30))).isInstanceOf(Served.Value.class);
        assertThat(skew.isTooFar(AT.plusSeconds(3_600))).isFalse();
    }

    private static Served decide(Answer answer, ClockSkew skew, Instant now) {
        return new ServingRule(Duration.ofMinutes(2), Duration.ZERO, skew).decide(history(RATE, answer), HOLD, now);
    }

    private static ClockSkew skew(long seconds) {
        var skew = new ClockSkew();
        skew.heard(AT, AT.plusSeconds(seconds));
        return skew;
    }

    static Stream<Arguments> gaps() {
        var problem = new SourceProblem(SourceProblem.Reason.REJECTED, "Sysdig refuses the query (400)", null);
        return Stream.of(
                arguments(new Answer.Empty(AT), Reason.NO_DATA, "no series", "scale-on-empty"),
                arguments(new Answer.Stale(SAMPLED, AT), Reason.TOO_OLD, "from 2026-01-01T11:59:55Z", "agents"),
                arguments(new Answer.Stale(AT.plusSeconds(90), AT), Reason.CLOCK_SKEW, "in the future", "clocks"),
                arguments(new Answer.Stale(null, AT), Reason.TOO_OLD, "minutes old", "agents"),
                arguments(new Answer.TooFew(SAMPLED, AT), Reason.NO_DATA, "too few samples", "scale-window"),
                arguments(new Answer.Ambiguous(3, AT), Reason.AMBIGUOUS, "3 numbers instead of one", "sum("),
                arguments(new Answer.NotANumber("NaN", AT), Reason.NOT_A_NUMBER, "NaN", "division by zero"),
                arguments(new Answer.Doubtful("cut", AT), Reason.DOUBTFUL, "cut", "fewer series"),
                arguments(new Answer.Failed(problem, AT), Reason.SOURCE_FAILED, "(400)", "correct the metric"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gaps")
    void withholdsEveryOtherAnswer(Answer answer, Reason reason, String what, String remedy) {
        assertThat(decide(answer, NOW)).isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
            assertThat(withheld.reason()).isEqualTo(reason);
            assertThat(withheld.what()).contains(what);
            assertThat(withheld.since()).isEqualTo(AT);
            assertThat(withheld.remedy()).contains(remedy);
        });
    }

    @Test
    void saysSinceWhenThereHasBeenNoNumber() {
        var history = history(
                RATE,
                new Answer.Empty(AT.minusSeconds(30)),
                new Answer.Stale(null, AT.minusSeconds(15)),
                new Answer.Empty(AT));

        assertThat(rule.decide(history, HOLD, NOW)).isInstanceOfSatisfying(Served.Withheld.class, withheld -> {
            assertThat(withheld.reason()).isEqualTo(Reason.NO_DATA);
            assertThat(withheld.since()).isEqualTo(AT.minusSeconds(30));
        });
    }

    private static Answer fresh() {
        return new Answer.Fresh(new Amount(1500), new Answer.Facts(null, SAMPLED, null, null), AT);
    }

    private Served decide(Answer answer, Instant now) {
        return rule.decide(history(RATE, answer), HOLD, now);
    }
}
