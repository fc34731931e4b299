package com.sysdig.autoscaler.sample;

import static com.sysdig.autoscaler.sample.Numbers.AVG;
import static com.sysdig.autoscaler.sample.Numbers.PAUSE;
import static com.sysdig.autoscaler.sample.Numbers.RATE;
import static com.sysdig.autoscaler.sample.Numbers.START;
import static com.sysdig.autoscaler.sample.Numbers.failed;
import static com.sysdig.autoscaler.sample.Numbers.history;
import static com.sysdig.autoscaler.sample.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer.Lack;
import com.sysdig.autoscaler.sample.History.Presence;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    private static final long HOUR = 3_600;

    @Test
    void believesARisingNumberAtOnceHoweverLittleIsThere() {
        assertBelieved(
                110,
                history(RATE, number(100).at(0), number(110).samples(1).pods(1).at(15)));
        assertBelieved(
                100,
                history(RATE, number(100).at(0), number(100).samples(1).pods(1).at(15)));
    }

    @Test
    void holdsANumberOnceThatNothingWasCorrectedIn() {
        var rising = history(RATE, number(100).at(0), number(110).at(15));
        var falling = history(RATE, number(100).at(0), number(90).at(15));

        assertThat(rising.lastGood()).isSameAs(rising.latest());
        assertThat(falling.lastGood()).isSameAs(falling.latest());
    }

    @ParameterizedTest(name = "{0} of 12 samples are enough: {1}")
    @CsvSource({"12,true", "10,true", "9,false", "1,false"})
    void doubtsAFallingNumberWhoseWindowHasAHole(long samples, boolean enough) {
        var history =
                history(AVG, number(100).at(0), number(50).samples(samples).at(15));

        if (enough) {
            assertBelieved(50, history);
        } else {
            assertDoubted(Lack.SAMPLES, history);
        }
    }

    @ParameterizedTest(name = "{0} with 10 of 12 samples is {1}")
    @CsvSource({"60,72", "80,96", "90,100", "99,100"})
    void correctsAFallingRateForLostSamplesButNeverAboveTheLastGoodOne(long number, long corrected) {
        assertBelieved(
                corrected,
                history(RATE, number(100).at(0), number(number).samples(10).at(15)));
        assertBelieved(
                number,
                history(AVG, number(100).at(0), number(number).samples(10).at(15)));
    }

    @Test
    void neverRaisesARisingRate() {
        assertBelieved(
                101, history(RATE, number(100).at(0), number(101).samples(10).at(15)));
    }

    @Test
    void doubtsAFallingNumberWhileAnAgentIsAway() {
        assertDoubted(
                Lack.PODS, history(RATE, number(100).at(0), number(50).pods(5).at(15)));
    }

    @Test
    void doubtsAFallingNumberAlsoWhereItRoseWhileTheAgentWasAwayAlready() {
        var away = history(
                RATE,
                number(100).at(0),
                number(101).pods(5).at(15),
                number(101).pods(5).at(30));

        assertBelieved(101, away);
        assertDoubted(Lack.PODS, away.with(RATE, number(50).pods(5).at(45), PAUSE));
        assertDoubted(Lack.WINDOW, away.with(RATE, number(50).pods(10).at(45), PAUSE));
        assertBelieved(
                50,
                history(
                        AVG,
                        number(100).at(0),
                        number(101).pods(5).at(15),
                        number(50).at(30)));
    }

    @Test
    void believesFewerPodsThatAreAllThatAreReady() {
        assertBelieved(
                50, history(RATE, number(100).at(0), number(50).pods(5).ready(5).at(15)));
    }

    @Test
    void doubtsFewerPodsThanAreReadyAlsoAfterSomeWentAway() {
        assertDoubted(
                Lack.PODS,
                history(RATE, number(100).at(0), number(40).pods(4).ready(9).at(15)));
    }

    @Test
    void believesThatPodsOfBeforeARollOutAreGone() {
        assertBelieved(
                95,
                history(
                        RATE,
                        number(99).at(0),
                        number(100).pods(13).at(15),
                        number(95).pods(10).at(30)));
    }

    @Test
    void followsAScaleDownOfPodsOfWhichSomeNeverReport() {
        var scaled = history(
                RATE,
                number(100).pods(6).at(0),
                number(99).pods(6).ready(5).at(15),
                number(98).pods(5).ready(5).at(30),
                number(50).pods(3).ready(5).at(45));

        assertBelieved(50, scaled);
        assertDoubted(Lack.PODS, scaled.with(RATE, number(20).pods(1).ready(5).at(60), PAUSE));
    }

    @Test
    void readyPodsThatWentWithoutHavingReportedDoNotExcuseLaterOnes() {
        var history = history(
                RATE,
                number(100).pods(2).ready(3).at(0),
                number(90).pods(2).ready(1).at(15),
                number(150).pods(2).ready(2).at(30),
                number(150).pods(1).ready(2).at(45));

        assertDoubted(Lack.PODS, history.with(RATE, number(60).pods(1).ready(2).at(60), PAUSE));
    }

    @Test
    void knowsNothingOfPodsWhereSeriesNameNone() {
        assertBelieved(
                50,
                history(
                        RATE,
                        number(100).withoutPods().at(0),
                        number(50).withoutPods().at(15)));
    }

    @Test
    void neverTakesADoubtedNumberForTheLastGoodOne() {
        var history = history(
                AVG,
                number(100).at(0),
                number(50).samples(3).at(15),
                number(60).samples(3).at(30));

        assertDoubted(Lack.SAMPLES, history);
        assertThat(history.lastGood()).isEqualTo(number(100).at(0));
    }

    @Test
    void neverTakesTheFirstNumberOfAWindowWithAHoleForAGoodOneNorForAGap() {
        var history =
                history(AVG, number(50).samples(3).at(0), number(50).samples(4).at(15));

        assertThat(history.latest()).isInstanceOf(Answer.Partial.class);
        assertThat(history.lastGood()).isNull();
        assertThat(history.missing()).isZero();
        assertThat(history.missingSince()).isNull();
    }

    @Test
    void comparesLaterNumbersOfTheFirstWindowWithTheHighestOne() {
        var lower =
                history(AVG, number(50).samples(3).at(0), number(40).samples(4).at(15));
        var higher = lower.with(AVG, number(60).samples(5).at(30), PAUSE);

        assertDoubted(Lack.SAMPLES, lower);
        assertThat(lower.reference()).isEqualTo(number(50).samples(3).at(0));
        assertThat(higher.missing()).isZero();
        assertThat(higher.reference()).isEqualTo(number(60).samples(5).at(30));
        assertBelieved(30, higher.with(AVG, number(30).at(45), PAUSE));
    }

    @Test
    void remembersAGapInTheFirstWindow() {
        var history = history(
                AVG, number(100).samples(3).at(0), failed(15), number(50).at(315));

        assertThat(history.recovery()).isEqualTo(gap(100, 15, 315, null));
    }

    @Test
    void takesTheTimeInWhichNobodyAskedForAGap() {
        assertThat(history(AVG, number(100).at(0), number(50).at(45)).recovery())
                .isNull();
        assertThat(history(AVG, number(100).at(0), number(50).at(46)).recovery())
                .isEqualTo(gap(100, 0, 46, null));
        assertThat(history(AVG, number(100).at(0), failed(600), number(50).at(615))
                        .recovery())
                .isEqualTo(gap(100, 0, 615, null));
    }

    @Test
    void doesNotAddUpWhatIsAskedTooRarely() {
        var rarely = history(
                AVG,
                number(100).at(0),
                number(90).at(75),
                number(80).at(150),
                number(70).at(225));
        var afterAGap = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(615),
                number(40).at(675));

        assertThat(rarely.recovery()).isEqualTo(gap(80, 150, 225, gap(90, 75, 150, gap(100, 0, 75, null))));
        assertThat(afterAGap.recovery()).isEqualTo(gap(50, 615, 675, gap(100, 15, 615, null)));
    }

    @Test
    void believesAfterAnHourWhatHasBeenLikeThatAllTheTime() {
        var sparse = history(AVG, number(100).at(0), number(50).samples(2).at(15));

        assertDoubted(Lack.SAMPLES, sparse.with(AVG, number(50).samples(2).at(HOUR), PAUSE));
        assertBelieved(50, sparse.with(AVG, number(50).samples(2).at(15 + HOUR), PAUSE));
    }

    @Test
    void doesNotCountAnOutageIntoThatHour() {
        var outage = history(
                AVG,
                number(100).at(0),
                number(50).samples(9).at(15),
                failed(30),
                number(50).samples(2).at(40 + HOUR));

        assertDoubted(Lack.SAMPLES, outage);
    }

    @Test
    void comesToTheSameFromAHistoryThatWasCopied() {
        Question question = RATE;
        var one = history(question, number(100).at(0), number(60).samples(10).at(15));
        var other = history(question, number(100).at(0), one.latest());

        assertThat(other).isEqualTo(one);
    }

    @Test
    void judgesADoubtedNumberAgainWhereItIsCopied() {
        var doubted =
                history(AVG, number(100).at(0), number(50).samples(3).at(15)).latest();

        assertBelieved(50, history(AVG, number(40).at(0), doubted));
    }

    @Test
    void startsAnewWhenTheClockWasPutBack() {
        assertThat(history(AVG, number(100).at(HOUR), number(50).at(0)))
                .isEqualTo(history(AVG, number(50).at(0)));
    }

    /** By a clock that is wrong: a failure does not tell the source's time. */
    @Test
    void failureOfATimeLongBeforeMakesNoNumberForgotten() {
        var good = history(AVG, number(100).at(HOUR));

        assertThat(good.with(AVG, failed(0), PAUSE).lastGood()).isEqualTo(good.lastGood());
        assertDoubted(
                Lack.PODS,
                good.with(AVG, failed(0), PAUSE).with(AVG, number(50).pods(5).at(HOUR + 15), PAUSE));
    }

    @Test
    void failuresOfATimeLongBeforeAreMissingDataAsOthersAre() {
        var twice = history(AVG, number(100).at(HOUR), failed(0), failed(15));

        assertThat(twice.presence()).isEqualTo(Presence.THERE);
        assertThat(twice.with(AVG, failed(30), PAUSE).presence()).isEqualTo(Presence.MISSING);
        assertThat(twice.with(AVG, number(50).at(30), PAUSE).missing()).isZero();
    }

    @Test
    void noMoreDoesOneOfATimeThatIsYetToCome() {
        var ahead = history(AVG, number(100).at(0), failed(HOUR));
        var right = ahead.with(AVG, number(50).at(15), PAUSE);

        assertThat(right.recovery()).isEqualTo(gap(100, 0, 15, null));
        assertDoubted(Lack.PODS, ahead.with(AVG, number(50).pods(5).at(15), PAUSE));
        assertThat(ahead.with(AVG, failed(15), PAUSE).latest()).isEqualTo(failed(15));
        assertThat(ahead.with(AVG, failed(15), PAUSE).lastGood())
                .isEqualTo(number(100).at(0));
        assertBelieved(50, history(AVG, failed(HOUR), number(50).at(0)));
    }

    @Test
    void callsDataMissingFromTheThirdTimeInARowUntilTheFirstGoodAnswer() {
        var twice = history(AVG, number(100).at(0), failed(15), failed(30));
        var thrice = twice.with(AVG, number(50).samples(3).at(45), PAUSE);

        assertThat(History.NONE.presence()).isEqualTo(Presence.UNKNOWN);
        assertThat(twice.presence()).isEqualTo(Presence.THERE);
        assertThat(thrice.presence()).isEqualTo(Presence.MISSING);
        assertThat(thrice.with(AVG, number(50).at(60), PAUSE).presence()).isEqualTo(Presence.THERE);
    }

    /** Or a minimum that was raised would be lowered by a restart in an outage. */
    @Test
    void knowsNothingOfDataThatWereNeverThereBeforeTheyAreMissing() {
        assertThat(history(AVG, failed(0)).presence()).isEqualTo(Presence.UNKNOWN);
        assertThat(history(AVG, failed(0), failed(15)).presence()).isEqualTo(Presence.UNKNOWN);
        assertThat(history(AVG, failed(0), failed(15), failed(30)).presence()).isEqualTo(Presence.MISSING);
        assertThat(history(AVG, failed(0), number(50).at(15)).presence()).isEqualTo(Presence.THERE);
    }

    /** As with a single question of many in an outage, or where nothing may be sent. */
    @Test
    void callsDataMissingWhereNobodyAsksForAsLongAsThreeAnswersTake() {
        var good = history(AVG, number(100).at(0));
        var failing = history(AVG, number(100).at(0), failed(15));
        var never = history(AVG, failed(15));

        assertThat(good.silentSince(START.minusSeconds(1))).isSameAs(good);
        assertThat(good.silentSince(START).presence()).isEqualTo(Presence.MISSING);
        assertThat(failing.silentSince(START.minusSeconds(1))).isSameAs(failing);
        assertThat(failing.silentSince(START).presence()).isEqualTo(Presence.MISSING);
        assertThat(never.silentSince(START.plusSeconds(15)).presence()).isEqualTo(Presence.MISSING);
        assertThat(History.NONE.silentSince(START)).isSameAs(History.NONE);
    }

    @Test
    void silenceLastsOverFailuresUntilAGoodAnswerAndIsRememberedAsTheGapThatItWas() {
        var silent = history(AVG, number(100).at(0)).silentSince(START);
        var failed = silent.with(AVG, failed(600), PAUSE);
        var recovered = failed.with(AVG, number(50).at(615), PAUSE);

        assertThat(failed.presence()).isEqualTo(Presence.MISSING);
        assertThat(recovered.presence()).isEqualTo(Presence.THERE);
        assertThat(recovered.recovery()).isEqualTo(gap(100, 0, 615, null));
        assertThat(recovered)
                .isEqualTo(
                        history(AVG, number(100).at(0), failed(600), number(50).at(615)));
    }

    @Test
    void remembersTheGapThatAGoodNumberEnded() {
        var history = history(
                AVG, number(100).at(0), failed(15), failed(30), number(50).at(45));

        assertThat(history.recovery()).isEqualTo(gap(100, 15, 45, null));
    }

    @Test
    void joinsGapsWithLessInBetweenThanWasMissingThen() {
        var joined = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(45),
                failed(60),
                number(40).at(90));
        var apart = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(45),
                number(50).at(75),
                failed(90),
                number(40).at(120));

        assertThat(joined.recovery()).isEqualTo(gap(100, 15, 90, null));
        assertThat(apart.recovery()).isEqualTo(gap(50, 90, 120, gap(100, 15, 45, null)));
    }

    @Test
    void remembersAnEarlierGapForAsLongAsItMayMatter() {
        var soon = history(
                AVG,
                number(100).at(0),
                failed(15),
                number(50).at(45),
                number(50).at(90),
                failed(105),
                number(40).at(120));
        var later = soon.with(AVG, number(40).at(135), PAUSE)
                .with(AVG, failed(150), PAUSE)
                .with(AVG, number(40).at(165), PAUSE);

        assertThat(soon.recovery()).isEqualTo(gap(50, 105, 120, gap(100, 15, 45, null)));
        assertThat(later.recovery()).isEqualTo(gap(40, 150, 165, gap(50, 105, 120, null)));
    }

    @Test
    void remembersFewGapsHoweverManyThereAre() {
        var flaky = history(AVG, number(100).at(0));
        var rarely = flaky;
        for (long i = 1; i <= 1_000; i++) {
            flaky = flaky.with(AVG, i % 2 == 0 ? number(50).at(15 * i) : failed(15 * i), PAUSE);
            rarely = rarely.with(AVG, number(50).at(75 * i), PAUSE);
        }

        assertThat(Stream.iterate(flaky.recovery(), Objects::nonNull, Recovery::earlier))
                .hasSizeLessThan(5);
        assertThat(Stream.iterate(rarely.recovery(), Objects::nonNull, Recovery::earlier))
                .hasSizeLessThan(5);
    }

    private static Recovery gap(long before, long from, long until, @Nullable Recovery earlier) {
        return new Recovery(new Amount(before * 1000), START.plusSeconds(from), START.plusSeconds(until), earlier);
    }

    static void assertBelieved(long amount, History history) {
        assertThat(history.latest()).isInstanceOf(Answer.Fresh.class);
        assertThat(history.lastGood())
                .satisfies(good -> assertThat(good.amount()).isEqualTo(new Amount(amount * 1000)));
        assertThat(history.missing()).isZero();
    }

    static void assertDoubted(Lack lack, History history) {
        assertThat(history.latest())
                .isInstanceOfSatisfying(
                        Answer.Partial.class,
                        partial -> assertThat(partial.lack()).isEqualTo(lack));
        assertThat(history.missing()).isPositive();
    }
}
