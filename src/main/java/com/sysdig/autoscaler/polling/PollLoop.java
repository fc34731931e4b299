package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is due. A tick every second only lines queries up, so that it never waits for the source; workers take them
 * from there in the order of {@link Dispatch}. Nothing that goes wrong in a tick or in a query ends the loop.
 */
public final class PollLoop implements AutoCloseable {
    /** Between two ticks: how long a new question may wait. */
    public static final Duration TICK = Duration.ofSeconds(1);

    /** Where even the failure could not be noted. */
    private static final Reply LOST =
            new Reply.Refused(new SourceProblem(SourceProblem.Reason.INTERNAL, "sysdig-autoscaler failed", null));

    private final Agenda agenda;
    private final Asker asker;
    private final PollingMeters meters;
    private final PollTime time;
    private final Workers workers;

    private final PollLog log = new PollLog();
    private final Troubles troubles = new Troubles();
    private final Dispatch dispatch;
    private final Watch watch;
    private final Rounds rounds;

    /** Workers that look for something to ask, or ask. */
    private final AtomicInteger working = new AtomicInteger();

    /** Written by the loop's thread. */
    private volatile @Nullable Instant lastTick;

    private volatile boolean stopped;

    /** Written once, by the thread that starts the loop. */
    private volatile @Nullable Future<?> ticking;

    /** The loop shuts the workers down. */
    public PollLoop(Agenda agenda, Asker asker, PollingMeters meters, PollTime time, Workers workers) {
        this.agenda = agenda;
        this.asker = asker;
        this.meters = meters;
        this.time = time;
        this.workers = workers;
        this.rounds = new Rounds(time.now());
        this.dispatch = new Dispatch(agenda, asker::allowance, workers.atOnce());
        this.watch = new Watch(agenda, asker.store(), troubles, log);
        meters.watch(() -> dispatch.state(time.now()), troubles, time::now);
    }

    /** Begins to tick. */
    public void start(ScheduledExecutorService scheduler) {
        ticking = scheduler.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One turn: lines up what is due. Never throws, never waits; one thread at a time. */
    public void tick() {
        try {
            agenda.refresh().ifPresent(this::take);
            for (int wanted = dispatch.lineUp(time.now(), this::isLeftToOthers);
                    wanted > 0 && working.get() < workers.atOnce();
                    wanted--) {
                working.incrementAndGet();
                workers.threads().execute(this::work);
            }
            rounds.leaveAlone(dispatch.leftAlone(time.now()), agenda.interval(), time.now())
                    .ifPresent(meters::roundEnded);
            asker.store().noteSilence(time.ofEvaluation().minus(agenda.interval()));
            watch.look(dispatch.state(time.now()), time.now());
            log.tickSucceeded(time.now());
        } catch (RuntimeException defect) {
            meters.tickFailed();
            log.tickFailed(defect, time.now());
        }
        lastTick = time.now();
    }

    /** Ends what is under way without waiting for it; its replies are not looked at any more. */
    @Override
    public void close() {
        stopped = true;
        var ticks = ticking;
        if (ticks != null) {
            ticks.cancel(false);
        }
        workers.threads().shutdownNow();
    }

    /** Empty before the first. */
    public Optional<Instant> lastTick() {
        return Optional.ofNullable(lastTick);
    }

    /** How many times everything that is asked was answered, with or without success. */
    public long roundsEnded() {
        return rounds.ended();
    }

    /** What is the matter with asking as a whole. */
    public Troubles troubles() {
        return troubles;
    }

    private void take(Agenda.Change change) {
        asker.take(change.questions(), time.ofEvaluation());
        dispatch.take(change, time.now());
        var identities = change.plan().stream().map(PlannedQuery::identity).collect(Collectors.toUnmodifiableSet());
        log.retain(identities, time.now());
        rounds.take(identities, time.now()).ifPresent(meters::roundEnded);
    }

    /** It stays due, for the tick at which it is our turn after all. */
    private boolean isLeftToOthers(PlannedQuery query) {
        var turn = asker.turn(query);
        if (turn == Turns.Turn.ANSWERED) {
            dispatch.answeredElsewhere(query);
        }
        if (turn == Turns.Turn.ANSWERED || turn == Turns.Turn.FAILED) {
            var _ = rounds.answered(query.identity(), time.now());
        }
        return turn != Turns.Turn.OURS;
    }

    /** One worker, until there is nothing to ask for it. */
    private void work() {
        try {
            var next = dispatch.next(time.now());
            while (next.isPresent() && !stopped) {
                ask(next.get());
                next = dispatch.next(time.now());
            }
        } finally {
            working.decrementAndGet();
        }
    }

    private void ask(PlannedQuery query) {
        @Nullable RuntimeException defect = null;
        Reply reply = LOST;
        try {
            reply = asker.ask(query, time);
        } catch (RuntimeException e) {
            defect = e;
            reply = asker.fail(query, e, time.ofEvaluation());
        } finally {
            dispatch.done(query, reply, time.now());
        }
        if (!stopped) {
            note(query, reply, defect);
        }
    }

    private void note(PlannedQuery query, Reply reply, @Nullable RuntimeException defect) {
        var now = time.now();
        meters.asked(reply);
        switch (reply) {
            case Reply.Rows _ -> log.answered(query, now);
            case Reply.Refused(var problem) -> log.failed(query, problem, defect, now);
        }
        rounds.answered(query.identity(), now).ifPresent(meters::roundEnded);
    }
}
