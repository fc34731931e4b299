package com.sysdig.autoscaler.polling;

import static com.sysdig.autoscaler.polling.RunningLoop.INTERVAL;
import static com.sysdig.autoscaler.polling.RunningLoop.empty;
import static com.sysdig.autoscaler.polling.RunningLoop.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.History.Presence;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DispatchTest {
    private static final int HOUR = 3_600;

    private final RunningLoop running = new RunningLoop();

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void sharesTooFewRequestsEvenlyAmongNamespacesHoweverMuchOneOfThemWants() {
        wants("greedy", 40);
        wants("modest", 1);
        wants("other", 1);

        var asked = new HashSet<String>();
        for (int i = 0; i < 20; i++) {
            running.source.allows(3);
            var once = running.ticks(INTERVAL);
            asked.addAll(once.keySet());
            assertThat(once).hasSize(3);
            assertThat(once.keySet())
                    .anyMatch(text -> text.contains("modest"))
                    .anyMatch(text -> text.contains("other"));
        }
        assertThat(asked).as("who was not asked longest is next").hasSize(20 + 2);
    }

    @Test
    void asksWhatKeepsFailingEverMoreRarelyUpToFiveMinutesAndTheOthersAsBefore() {
        wants("bad", 1);
        wants("good", 3);
        running.source.replies(text -> text.contains("bad") ? refused(Reason.REJECTED) : empty());

        var first = running.ticks(2 * INTERVAL);
        assertThat(times(first, "bad")).isBetween(2, 3);
        running.ticks(10 * 60);
        assertThat(running.gauge("queries.resting")).isEqualTo(1);

        var later = running.ticks(HOUR);
        assertThat(times(later, "bad")).isBetween(HOUR / 300, HOUR / 240 + 1);
        assertThat(times(later, "good-0")).isBetween(HOUR / INTERVAL - 1, HOUR / INTERVAL + 1);
    }

    /** A rising number acts within two intervals of the end. */
    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"TIMEOUT", "SERVER_ERROR", "BROKEN_ANSWER"})
    void neverWaitsLongerThanTwoIntervalsForAPartOfSysdigThatMayBeWellAgain(Reason reason) {
        wants("bad", 1);
        wants("good", 3);
        running.source.replies(text -> text.contains("bad") ? refused(reason) : empty());
        running.ticks(20 * 60);

        int longest = 0;
        int waited = 0;
        for (int i = 0; i < 20 * 60; i++) {
            waited = times(running.ticks(1), "bad") > 0 ? 0 : waited + 1;
            longest = Math.max(longest, waited);
        }
        assertThat(longest).isBetween(INTERVAL, 2 * INTERVAL);
    }

    @Test
    void asksAtTheOldRhythmAgainAfterASuccess() {
        wants("bad", 1);
        wants("good", 1);
        running.source.replies(text -> text.contains("bad") ? refused(Reason.TIMEOUT) : empty());
        running.ticks(20 * 60);

        running.source.replies(_ -> empty());
        running.ticks(5 * 60 + 2);

        assertThat(running.gauge("queries.resting")).isZero();
        assertThat(times(running.ticks(60), "bad")).isEqualTo(60 / INTERVAL);
    }

    /** Which may have been due a moment ago, by its own place in the interval. */
    @Test
    void asksARestingGroupWithinAFifthOfAnIntervalOnceItHasANewQuestion() {
        wants("good", 1);
        add(Questions.wanted("shop", "a"));
        running.source.replies(text -> text.contains("shop") ? refused(Reason.TIMEOUT) : empty());
        running.ticks(20 * 60);

        add(Questions.wanted("shop", "b"));

        assertThat(times(running.ticks(INTERVAL / 5 + 1), "shop")).isPositive();
    }

    @Test
    void doesNotTakeForTheQuerysFaultWhatCannotBe() {
        wants("a", 1);
        wants("good", 1);
        running.source.replies(text -> text.contains("a-0") ? refused(Reason.UNAUTHORIZED) : empty());
        running.ticks(20 * 60);

        assertThat(times(running.ticks(60), "a-0")).isEqualTo(60 / INTERVAL);
    }

    @Test
    void asksOneQueryPerIntervalInAnOutageEachInItsTurn() {
        wants("a", 10);
        running.ticks(60);
        running.source.refuses(Reason.UNREACHABLE);
        running.ticks(INTERVAL + 1);
        assertThat(running.gauge("trouble", "kind", "outage")).isEqualTo(1);

        var asked = running.ticks(10 * INTERVAL);

        assertThat(sum(asked)).isBetween(10, 12);
        assertThat(asked).as("not always the same").hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void asksEverythingWithinAnIntervalOfTheFirstGoodAnswerButNotAtOnce() {
        wants("a", 60);
        running.source.refuses(Reason.SERVER_ERROR);
        running.ticks(10 * 60);

        running.source.replies(_ -> empty());
        int waited = 0;
        while (running.ticks(1).isEmpty()) {
            waited++;
        }
        assertThat(waited).isLessThanOrEqualTo(INTERVAL);

        int most = 0;
        var asked = new HashSet<String>();
        for (int i = 0; i < INTERVAL; i++) {
            var now = running.ticks(1);
            most = Math.max(most, sum(now));
            asked.addAll(now.keySet());
        }
        assertThat(asked).hasSizeGreaterThanOrEqualTo(59);
        assertThat(most).isLessThan(30);
        assertThat(running.gauge("trouble", "kind", "outage")).isZero();
    }

    @Test
    void asksANewQuestionAtTheNextTickAlsoInAnOutage() {
        wants("a", 5);
        running.source.refuses(Reason.UNREACHABLE);
        running.ticks(60);

        wants("new", 1);

        assertThat(times(running.ticks(1), "new")).isEqualTo(1);
        assertThat(sum(running.ticks(4 * INTERVAL))).isBetween(3, 5);
    }

    @Test
    void isInNoOutageAsLongAsAnythingIsAnswered() {
        wants("a", 5);
        wants("good", 1);
        running.source.replies(text -> text.contains("good") ? empty() : refused(Reason.UNREACHABLE));
        running.ticks(60);

        assertThat(times(running.ticks(60), "good")).isEqualTo(60 / INTERVAL);
        assertThat(running.gauge("trouble", "kind", "outage")).isZero();
    }

    @Test
    void goesOnWhenTheClockIsPutBackInAnOutage() {
        wants("a", 5);
        running.source.refuses(Reason.UNREACHABLE);
        running.ticks(60);

        running.now = running.now.minusSeconds(HOUR);

        assertThat(sum(running.ticks(2 * INTERVAL))).isBetween(1, 5);
    }

    /** A source that allows nothing is not asked, and nothing is put into the store. */
    @Test
    void dataAreMissingAfterThreeIntervalsInWhichNothingMayBeSent() {
        var queue = Questions.raw("vector(1)");
        add(queue);
        running.source.replies(_ -> new Reply.Rows(List.of(new Row(Map.of()).add(Fact.VALUE, 1)), List.of()));
        running.ticks(2 * INTERVAL);
        running.source.allows(0);

        running.ticks(INTERVAL - 1);
        assertThat(running.store.history(queue).presence()).isEqualTo(Presence.THERE);
        running.ticks(3 * INTERVAL + 1);
        assertThat(running.store.history(queue).presence()).isEqualTo(Presence.MISSING);
    }

    /** Or a blip of two polls would raise every minimum, and the third answer lower it a second later. */
    @Test
    void dataAreNotMissingWhileTheThirdAnswerIsUnderWay() {
        var queue = Questions.raw("vector(1)");
        wants("good", 1);
        add(queue);
        var one = new Reply.Rows(List.of(new Row(Map.of()).add(Fact.VALUE, 1)), List.of());
        running.source.replies(_ -> one);
        running.ticks(2 * INTERVAL);
        running.source.replies(text -> text.contains("vector") ? refused(Reason.TIMEOUT) : one);
        running.ticks(2 * INTERVAL);
        assertThat(running.store.history(queue).missing()).isEqualTo(2);

        running.source.replies(_ -> one);
        running.workers.hold();
        running.ticks(INTERVAL);
        assertThat(running.store.history(queue).presence()).isEqualTo(Presence.THERE);
        running.workers.release();
        assertThat(running.store.history(queue).missing()).isZero();
    }

    /** A new workload, or all of them after a restart, while nothing may be sent. */
    @Test
    void dataAreMissingJustSoWhereNothingWasEverAsked() {
        var queue = Questions.raw("vector(1)");
        add(queue);
        running.source.allows(0);

        running.ticks(4 * INTERVAL);
        assertThat(running.store.history(queue).presence()).isEqualTo(Presence.UNKNOWN);
        running.ticks(1);
        assertThat(running.store.history(queue).presence()).isEqualTo(Presence.MISSING);
        assertThat(running.gauge("oldest.answer.age.seconds")).isNaN();
    }

    /** Or a replica that starts in a long pause would not be ready before its end, and no namespace could be deleted. */
    @Test
    void roundsDoNotWaitForWhatMayNotBeSentForLongerThanAnInterval() {
        wants("a", 10);
        running.source.replies(_ -> {
            running.source.closes(Duration.ofHours(1));
            return refused(Reason.LIMITED);
        });

        assertThat(sum(running.ticks(INTERVAL - 1))).isEqualTo(1);
        assertThat(running.loop.roundsEnded()).isZero();
        running.ticks(1);
        assertThat(running.loop.roundsEnded()).isOne();
    }

    /** It has nothing in the line, since another asks, which may not either. */
    @Test
    void norDoRoundsOfOneThatCopies() {
        running.turn = Turns.Turn.WAITING;
        running.source.closes(Duration.ofHours(1));
        wants("a", 10);

        running.ticks(INTERVAL + 1);

        assertThat(running.loop.roundsEnded()).isPositive();
    }

    /** As where others use up what the token may ask. */
    @Test
    void norDoTheyForeverWhereOneShortPauseFollowsAnother() {
        wants("a", 100);
        running.source.closes(Duration.ofSeconds(INTERVAL - 5));

        running.ticks(4 * INTERVAL);
        assertThat(running.loop.roundsEnded()).isZero();
        running.ticks(INTERVAL);
        assertThat(running.loop.roundsEnded()).isOne();
    }

    @Test
    void roundsWaitForWhatIsOnlyLimitedHoweverLongThatTakes() {
        wants("a", 10);
        running.source.allows(5);

        running.ticks(10 * INTERVAL);

        assertThat(running.loop.roundsEnded()).isZero();
    }

    @Test
    void roundsWaitForWhatMayBeSentSoon() {
        wants("a", 10);
        running.source.allows(5);
        running.ticks(2 * INTERVAL);
        running.source.closes(Duration.ofSeconds(INTERVAL - 1));
        running.ticks(2 * INTERVAL);
        assertThat(running.loop.roundsEnded()).isZero();

        running.source.allows(10);
        running.ticks(1);
        assertThat(running.loop.roundsEnded()).isOne();
    }

    private void wants(String namespace, int queries) {
        IntStream.range(0, queries)
                .mapToObj(i -> Questions.raw(namespace + "-" + i + "-x"))
                .forEach(question -> {
                    running.namespaces.put(question, namespace);
                    add(question);
                });
    }

    private void add(Question question) {
        var more = new HashSet<>(running.wanted);
        more.add(question);
        running.wanted = Set.copyOf(more);
    }

    private static int times(Map<String, Integer> asked, String part) {
        return asked.entrySet().stream()
                .filter(one -> one.getKey().contains(part))
                .collect(Collectors.summingInt(Map.Entry::getValue));
    }

    private static int sum(Map<String, Integer> asked) {
        return times(asked, "");
    }
}
