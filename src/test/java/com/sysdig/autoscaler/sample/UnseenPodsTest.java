package com.sysdig.autoscaler.sample;

import static com.sysdig.autoscaler.sample.HistoryTest.assertBelieved;
import static com.sysdig.autoscaler.sample.HistoryTest.assertDoubted;
import static com.sysdig.autoscaler.sample.Numbers.AVG;
import static com.sysdig.autoscaler.sample.Numbers.PAUSE;
import static com.sysdig.autoscaler.sample.Numbers.RATE;
import static com.sysdig.autoscaler.sample.Numbers.START;
import static com.sysdig.autoscaler.sample.Numbers.failed;
import static com.sysdig.autoscaler.sample.Numbers.history;
import static com.sysdig.autoscaler.sample.Numbers.number;

import com.sysdig.autoscaler.sample.Answer.Lack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of pods that did not report: a window of two minutes is not full of them for as long. */
class UnseenPodsTest {
    private static final long HOUR = 3_600;

    /** The best series is full then, since other nodes' agents were there all the time. */
    @Test
    void doubtsAFallingRateUntilTheWindowIsFullOfPodsThatAreSeenAgain() {
        var back = history(
                RATE,
                number(100).at(0),
                number(50).pods(5).at(15),
                number(60).at(30),
                number(70).at(45));

        assertDoubted(Lack.WINDOW, back);
        assertDoubted(Lack.WINDOW, back.with(RATE, number(90).at(149), PAUSE));
        assertBelieved(90, back.with(RATE, number(90).at(150), PAUSE));
        assertBelieved(100, back.with(RATE, number(100).at(60), PAUSE));
    }

    @Test
    void doubtsItAlsoWhereAFailureOrARisingNumberCameInBetween() {
        var away = history(RATE, number(100).at(0), number(50).pods(5).at(15));

        assertDoubted(
                Lack.WINDOW,
                away.with(RATE, failed(30), PAUSE).with(RATE, number(60).at(45), PAUSE));
        assertDoubted(
                Lack.WINDOW,
                away.with(RATE, number(60).at(30), PAUSE)
                        .with(RATE, failed(45), PAUSE)
                        .with(RATE, number(65).at(60), PAUSE));
        assertDoubted(
                Lack.WINDOW,
                away.with(RATE, number(60).at(30), PAUSE)
                        .with(RATE, number(101).at(45), PAUSE)
                        .with(RATE, number(70).at(60), PAUSE));
    }

    @Test
    void doubtsItAlsoWhereTheWindowHadAHoleMeanwhile() {
        var both = history(
                RATE,
                number(100).at(0),
                number(40).samples(4).pods(5).at(15),
                number(50).samples(7).pods(5).at(30));

        assertDoubted(Lack.SAMPLES, both);
        assertDoubted(Lack.WINDOW, both.with(RATE, number(60).samples(10).at(45), PAUSE));
    }

    @Test
    void fewerPodsThatAreBelievedAfterAnHourAreTheEndOfTheDoubt() {
        var believed = history(
                RATE,
                number(100).at(0),
                number(50).pods(5).at(15),
                number(50).pods(5).at(15 + HOUR));

        assertBelieved(50, believed);
        assertBelieved(49, believed.with(RATE, number(49).pods(5).at(30 + HOUR), PAUSE));
    }

    @Test
    void podsOfAWindowThatWasNeverFullCountOnWhileTheNumberRises() {
        var rising = history(
                RATE,
                number(40).samples(3).at(0),
                number(45).samples(6).pods(5).at(15),
                number(45).pods(5).at(30));

        assertDoubted(Lack.PODS, rising.with(RATE, number(30).pods(5).at(45), PAUSE));
    }

    /** As after a restart of what takes samples in: a count of none is no row, as is one of series that name no pod. */
    @Test
    void podsOfWhichNoneReportedForAWhileAreExpectedStill() {
        for (var question : List.of(AVG, RATE)) {
            var back = history(
                    question,
                    number(100).at(0),
                    number(100).withoutPods().at(45),
                    number(100).pods(5).at(75));

            assertBelieved(100, back);
            assertDoubted(Lack.PODS, back.with(question, number(50).pods(5).at(210), PAUSE));
        }
    }

    @Test
    void theyAreAlsoWhereNoneWasReadyMeanwhile() {
        var back = history(
                AVG,
                number(100).at(0),
                number(100).withoutPods().ready(0).at(15),
                number(100).pods(5).at(30));

        assertDoubted(Lack.PODS, back.with(AVG, number(50).pods(5).at(45), PAUSE));
    }

    /** As errors of one pod after a roll-out, where pods without any report none. */
    @Test
    void podsOfBeforeAnEmptyAnswerThatIsZeroAreNotExpectedAnyMore() {
        var burst = zeros(
                number(0).pods(3).ready(3).at(0),
                number(0).withoutPods().ready(3).at(45),
                empty(60),
                number(5).pods(1).ready(3).at(75),
                number(0).pods(1).ready(3).at(90));

        assertBelieved(0, burst);
    }

    @Test
    void zeroOfAnEmptyAnswerDoesNotWaitForPodsThatStoppedReporting() {
        var idle = zeros(number(5).at(0), number(5).withoutPods().at(45), empty(60));

        assertBelieved(0, idle);
    }

    @Test
    void doubtsAFallingNumberWhileNoneReports() {
        var none = history(
                RATE,
                number(100).at(0),
                number(50).pods(5).at(15),
                number(50).withoutPods().at(30));

        assertDoubted(Lack.PODS, none);
        assertDoubted(Lack.PODS, none.with(RATE, number(50).withoutPods().at(45), PAUSE));
        assertDoubted(Lack.WINDOW, none.with(RATE, number(60).at(45), PAUSE));
        assertBelieved(50, none.with(RATE, number(50).withoutPods().at(15 + HOUR), PAUSE));
    }

    @Test
    void doubtsItAnewWhereAnAgentGoesAwayAgain() {
        var again = history(
                RATE,
                number(100).at(0),
                number(50).pods(5).at(15),
                number(60).at(30),
                number(50).pods(5).at(45),
                number(60).at(60));

        assertDoubted(Lack.WINDOW, again.with(RATE, number(90).at(179), PAUSE));
        assertBelieved(90, again.with(RATE, number(90).at(180), PAUSE));
    }

    @Test
    void believesAFallingGaugeOnceAllPodsAreSeenAgain() {
        assertBelieved(
                50,
                history(
                        AVG,
                        number(100).at(0),
                        number(50).pods(5).at(15),
                        number(50).at(30)));
    }

    /** Where an empty answer is zero. */
    private static History zeros(Answer... answers) {
        var histories = Histories.NONE;
        for (var answer : answers) {
            histories = histories.with(RATE, answer, PAUSE);
        }
        return histories.emptyIsZero();
    }

    private static Answer empty(long second) {
        return new Answer.Empty(START.plusSeconds(second));
    }
}
