package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.episode.LogLines;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.History;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import com.sysdig.autoscaler.sample.Rows;
import com.sysdig.autoscaler.sample.ScriptedSource;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time is moved by hand, one tick a second; the workers are the test's own thread. */
class PollLoopTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00.7Z");
    private static final Duration SAMPLES = Duration.ofSeconds(10);
    private static final Question QUEUE = Questions.raw("queue_length");

    private Instant now = START;
    private Set<Question> wanted = Set.of();
    private boolean known = true;
    private Turns.Turn turn = Turns.Turn.OURS;
    private final ScriptedSource source = new ScriptedSource();
    private final AnswerStore store = new AnswerStore(Duration.ofSeconds(45));
    private final Splits splits = new Splits(() -> now);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DirectWorkers workers = new DirectWorkers();
    private final LogLines log = new LogLines(PollLoop.class);
    private final PollLoop loop = new PollLoop(
            new Agenda(
                    () -> known ? Optional.of(wanted) : Optional.empty(),
                    new QueryPlanner("prod", SAMPLES, splits),
                    Duration.ofSeconds(15),
                    42),
            new Asker(source, new AnswerMaker(SAMPLES), store, splits, _ -> turn),
            new PollingMeters(registry, () -> wanted, store, () -> _ -> false),
            new PollTime(() -> now, Duration.ofSeconds(30)),
            new Workers(workers, 8));

    @AfterEach
    void close() {
        log.close();
        loop.close();
    }

    @Test
    void asksAsOfTheIngestionDelayAgoInWholeSeconds() {
        wanted = Set.of(QUEUE);
        loop.tick();

        assertThat(source.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.at()).isEqualTo("2026-01-01T11:59:30Z"));
        assertThat(latest(QUEUE)).isEqualTo(new Answer.Empty(Instant.parse("2026-01-01T11:59:30Z")));
    }

    @Test
    void ticksButAsksNothingAndEndsNoRoundBeforeItKnowsAllQuestions() {
        known = false;
        wanted = Set.of(QUEUE);
        ticks(30);
        assertThat(source.asked()).isEmpty();
        assertThat(loop.roundsEnded()).isZero();
        assertThat(loop.lastTick()).isPresent();
        assertThat(registry.get("sysdig.autoscaler.tick.failures").counter().count())
                .isZero();

        known = true;
        loop.tick();
        assertThat(source.asked()).hasSize(1);
        assertThat(loop.roundsEnded()).isOne();
    }

    @Test
    void leavesToOtherReplicasWhatIsTheirTurnUntilItIsOurs() {
        wanted = Set.of(QUEUE);
        turn = Turns.Turn.WAITING;
        ticks(30);
        assertThat(source.asked()).isEmpty();
        assertThat(loop.roundsEnded()).isZero();

        turn = Turns.Turn.ANSWERED;
        loop.tick();
        assertThat(source.asked()).isEmpty();
        assertThat(loop.roundsEnded()).isOne();

        turn = Turns.Turn.OURS;
        loop.tick();
        assertThat(source.asked()).hasSize(1);
    }

    /** It goes on being spared, here as where it failed. */
    @Test
    void failureElsewhereIsTheEndOfARoundAndOfNoOutage() {
        wanted = Set.of(QUEUE);
        source.refuses(Reason.UNREACHABLE);
        ticks(60);
        assertThat(loop.troubles().text(Trouble.OUTAGE)).isPresent();
        long rounds = loop.roundsEnded();

        turn = Turns.Turn.FAILED;
        ticks(60);

        assertThat(loop.troubles().text(Trouble.OUTAGE)).isPresent();
        assertThat(loop.roundsEnded()).isGreaterThan(rounds);
    }

    @Test
    void asksANewQuestionAtTheNextTickAndEachOncePerInterval() {
        wanted = Set.of(QUEUE);
        ticks(30);
        source.asked();

        wanted = Set.of(QUEUE, Questions.raw("other"));
        loop.tick();

        assertThat(source.asked())
                .anySatisfy(asked -> assertThat(asked.promql()).contains("other"));
        ticks(60);
        assertThat(source.asked()).hasSizeBetween(8, 9);
    }

    @Test
    void forgetsTheAnswerToWhatIsNotAskedAnyMore() {
        wanted = Set.of(QUEUE);
        loop.tick();
        wanted = Set.of();
        loop.tick();

        assertThat(store.history(QUEUE)).isEqualTo(History.NONE);
    }

    @Test
    void doesNotAskAgainWhatIsStillBeingAsked() {
        wanted = Set.of(QUEUE);
        workers.hold();
        ticks(40);
        workers.release();

        assertThat(source.asked()).hasSize(1);
        loop.tick();
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void endsARoundWhenEverythingWasAnsweredAlsoWithoutSuccess() {
        wanted = Set.of(QUEUE, Questions.raw("other"));
        source.refuses(Reason.UNREACHABLE);
        workers.hold();
        loop.tick();
        assertThat(loop.roundsEnded()).isZero();

        workers.release();

        assertThat(loop.roundsEnded()).isEqualTo(1);
        assertThat(registry.get("sysdig.autoscaler.round").timer().count()).isEqualTo(1);
    }

    @Test
    void endsARoundAtOnceWhereThereIsNothingToAsk() {
        loop.tick();

        assertThat(loop.roundsEnded()).isEqualTo(1);
    }

    @Test
    void asksTheHalvesOfARefusedQueryASecondLaterAndServesTheGoodOne() {
        var good = Questions.wanted("a", "web");
        var bad = Questions.wanted("b", "api");
        wanted = Set.of(good, bad);
        source.replies(promql -> promql.contains("namespace_name=\"a\"") ? value("a", "web") : rejected());
        loop.tick();
        assertThat(latest(good)).isNull();

        tick();

        assertThat(latest(good)).isInstanceOf(Answer.Fresh.class);
        assertThat(latest(bad)).isInstanceOf(Answer.Failed.class);
        source.asked();
        ticks(15);
        assertThat(source.asked()).hasSize(2);
    }

    @Test
    void servesTheHalfThatCarriesNoWarning() {
        var good = Questions.wanted("a", "web");
        var bad = Questions.wanted("b", "api");
        wanted = Set.of(good, bad);
        source.replies(promql -> promql.contains("namespace_name=\"a\"")
                ? value("a", "web")
                : new Reply.Rows(List.of(), List.of("cut")));
        ticks(2);

        assertThat(latest(good)).isInstanceOf(Answer.Fresh.class);
        assertThat(latest(bad)).isInstanceOf(Answer.Doubtful.class);
    }

    @Test
    void servesAQueryThatReadsVeryManySeriesAndDividesItForNextTime() {
        var web = Questions.wanted("a", "web");
        wanted = Set.of(web, Questions.wanted("b", "api"));
        source.replies(_ -> new Reply.Rows(rows("a", "web", 80_001), List.of()));
        loop.tick();
        assertThat(latest(web)).isInstanceOf(Answer.Fresh.class);
        source.asked();

        source.replies(_ -> new Reply.Rows(rows("a", "web", 40_000), List.of()));
        tick();

        assertThat(source.asked()).hasSize(2);
    }

    @Test
    void doesNotDivideWhatFailsForAnotherReason() {
        wanted = Set.of(Questions.wanted("a", "web"), Questions.wanted("b", "api"));
        for (var reason : List.of(Reason.LIMITED, Reason.TIMEOUT, Reason.UNAUTHORIZED, Reason.UNREACHABLE)) {
            source.refuses(reason);
            ticks(15);
        }

        assertThat(source.asked()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void refusesToSendWhatSysdigCannotTake() {
        var question = Questions.raw("x".repeat(60_000));
        wanted = Set.of(question);
        loop.tick();

        assertThat(source.asked()).isEmpty();
        assertThat(latest(question))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.problem().message()).contains("60"));
    }

    @Test
    void turnsADefectIntoAnInternalFailureAndGoesOn() {
        wanted = Set.of(QUEUE);
        source.replies(_ -> {
            throw new IllegalStateException("broken");
        });
        loop.tick();
        assertThat(latest(QUEUE))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.INTERNAL));
        assertThat(queries("internal")).isEqualTo(1);

        source.replies(_ -> new Reply.Rows(List.of(), List.of()));
        ticks(15);

        assertThat(latest(QUEUE)).isInstanceOf(Answer.Empty.class);
    }

    @Test
    void survivesAFailingTickAndTellsOnceThatItBeganAndHowLongItLasted() {
        wanted = new FailingSet();
        ticks(3);

        assertThat(loop.lastTick()).hasValue(now);
        assertThat(registry.get("sysdig.autoscaler.tick.failures").counter().count())
                .isEqualTo(3);
        assertThat(log.lines()).singleElement().asString().contains("because of a defect");

        wanted = Set.of(QUEUE);
        tick();
        tick();
        assertThat(source.asked()).hasSize(1);
        assertThat(log.lines()).containsExactly("INFO Sysdig is asked again, after PT3S");
    }

    @Test
    void logsTroubleWhenItBeginsAndWhenItEnds() {
        wanted = Set.of(QUEUE, Questions.raw("other"));
        ticks(30);
        assertThat(log.lines()).isEmpty();

        source.refuses(Reason.TIMEOUT);
        ticks(60);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("(TIMEOUT): it does not work", "withheld", "keep their size");

        source.replies(_ -> new Reply.Rows(List.of(), List.of()));
        ticks(60);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .matches("INFO No query fails with TIMEOUT any more, after PT\\d+.*");
    }

    @Test
    void logsAnotherReasonAsAnotherEpisode() {
        wanted = Set.of(QUEUE);
        source.refuses(Reason.TIMEOUT);
        ticks(15);
        log.lines();
        source.refuses(Reason.UNAUTHORIZED);
        ticks(30);

        assertThat(log.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("No query fails with TIMEOUT any more"),
                        line -> assertThat(line).contains("(UNAUTHORIZED)"));
    }

    @Test
    void endsTheEpisodeOfAQueryThatIsNotAskedAnyMore() {
        wanted = Set.of(QUEUE, Questions.raw("good"));
        source.replies(promql -> promql.contains("queue_length") ? rejected() : new Reply.Rows(List.of(), List.of()));
        ticks(30);
        log.lines();

        wanted = Set.of(Questions.raw("good"));
        tick();

        assertThat(log.lines()).singleElement().asString().contains("No query fails with REJECTED any more");
    }

    @Test
    void hasNoMoreQueriesUnderWayThanItHasWorkers() throws InterruptedException {
        var begun = new Semaphore(0);
        var end = new CountDownLatch(1);
        try (var two = Workers.of(2).threads()) {
            for (int i = 0; i < 3; i++) {
                two.execute(() -> {
                    begun.release();
                    try {
                        end.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            begun.acquire(2);

            assertThat(begun.tryAcquire()).isFalse();
            end.countDown();
            begun.acquire();
        }
    }

    @Test
    void stopsLookingAtRepliesOnceClosed() {
        wanted = Set.of(QUEUE);
        source.refuses(Reason.UNREACHABLE);
        workers.hold();
        loop.tick();
        loop.close();
        workers.release();

        assertThat(workers.isShutdown()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void ticksByItselfUntilItIsClosed() {
        var scheduler = Executors.newSingleThreadScheduledExecutor();
        try (scheduler) {
            loop.start(scheduler);
            await().until(() -> loop.lastTick().isPresent());
            loop.close();
            scheduler.shutdown();
        }
        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void countsQuestionsQueriesAndAnswers() {
        wanted = Set.of(QUEUE);
        loop.tick();

        assertThat(registry.get("sysdig.autoscaler.questions").gauge().value()).isEqualTo(1);
        assertThat(queries("ok")).isEqualTo(1);
        assertThat(registry.get("sysdig.autoscaler.answers")
                        .tag("case", "empty")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("sysdig.autoscaler.answers")
                        .tag("case", "fresh")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void tellsHowOldTheOldestAnswerAndTheOldestServedSampleAre() {
        assertThat(age("answer")).isNaN();
        assertThat(age("sample")).isNaN();
        wanted = Set.of(Questions.wanted("a", "web"), QUEUE);
        source.replies(promql -> promql.contains("queue") ? new Reply.Rows(List.of(), List.of()) : value("a", "web"));
        loop.tick();

        // As of 30 s ago in whole seconds; the newest sample was one second older then.
        assertThat(age("answer")).isEqualTo(30.7);
        assertThat(age("sample")).isEqualTo(31.7);
        now = now.plusSeconds(5);
        assertThat(age("answer")).isEqualTo(35.7);
        assertThat(age("sample")).isEqualTo(36.7);
    }

    private double age(String of) {
        return registry.get("sysdig.autoscaler.oldest." + of + ".age.seconds")
                .gauge()
                .value();
    }

    private double queries(String result) {
        return registry.get("sysdig.autoscaler.queries")
                .tag("result", result)
                .counter()
                .count();
    }

    private Answer latest(Question question) {
        return store.history(question).latest();
    }

    private void tick() {
        now = now.plusSeconds(1);
        loop.tick();
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    private Reply rejected() {
        return new Reply.Refused(new SourceProblem(Reason.REJECTED, "too many series", null));
    }

    private Reply value(String namespace, String name) {
        return new Reply.Rows(rows(namespace, name, 1), List.of());
    }

    private List<Row> rows(String namespace, String name, long series) {
        var rows = new ArrayList<Row>();
        Map.of("value", 1.0, "time", now.minusSeconds(31).getEpochSecond() + 0.0, "series", series + 0.0)
                .forEach((fact, value) -> rows.add(Rows.row(
                        Map.of(
                                "kube_namespace_name", namespace,
                                "kube_workload_type", "deployment",
                                "kube_workload_name", name,
                                "is", fact),
                        value)));
        return rows;
    }

    /** Fails when it is looked into. */
    private static final class FailingSet extends AbstractSet<Question> {
        @Override
        public Iterator<Question> iterator() {
            throw new IllegalStateException("broken");
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
