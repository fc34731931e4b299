package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is due. A tick every second only hands queries over to the workers, so that it never waits for the source; a
 * query that is still being asked is not asked again. Nothing that goes wrong in a tick or in a query ends the loop.
 */
public final class PollLoop implements AutoCloseable {
    /** Between two ticks: how long a new question may wait. */
    public static final Duration TICK = Duration.ofSeconds(1);

    private final Agenda agenda;
    private final Asker asker;
    private final PollingMeters meters;
    private final PollTime time;
    private final ExecutorService workers;

    private final PollLog log = new PollLog();
    private final Rounds rounds;

    /** {@link PlannedQuery#identity} of what is being asked. */
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();

    /** Written by the loop's thread. */
    private volatile @Nullable Instant lastTick;

    private volatile boolean stopped;

    /** Written once, by the thread that starts the loop. */
    private volatile @Nullable Future<?> ticking;

    /** With as many workers as queries may be under way at once; the loop shuts them down. */
    public PollLoop(Agenda agenda, Asker asker, PollingMeters meters, PollTime time, ExecutorService workers) {
        this.agenda = agenda;
        this.asker = asker;
        this.meters = meters;
        this.time = time;
        this.workers = workers;
        this.rounds = new Rounds(time.now());
    }

    /** At most so many virtual threads at once; what is more waits. */
    public static ExecutorService workers(int atOnce) {
        return Executors.newFixedThreadPool(
                atOnce, Thread.ofVirtual().name("poll-", 0).factory());
    }

    /** Begins to tick. */
    public void start(ScheduledExecutorService scheduler) {
        ticking = scheduler.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One turn: hands over what is due. Never throws, never waits; one thread at a time. */
    public void tick() {
        try {
            agenda.refresh().ifPresent(this::take);
            agenda.due(time.now(), query -> busy.contains(query.identity()) || isLeftToOthers(query))
                    .forEach(this::handOver);
            log.tickSucceeded();
        } catch (RuntimeException defect) {
            meters.tickFailed();
            log.tickFailed(defect);
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
        workers.shutdownNow();
    }

    /** Empty before the first. */
    public Optional<Instant> lastTick() {
        return Optional.ofNullable(lastTick);
    }

    /** How many times everything that is asked was answered, with or without success. */
    public long roundsEnded() {
        return rounds.ended();
    }

    private void take(Agenda.Change change) {
        asker.retain(change.questions());
        var identities = change.plan().stream().map(PlannedQuery::identity).collect(Collectors.toUnmodifiableSet());
        log.retain(identities, time.now());
        rounds.take(identities, time.now()).ifPresent(meters::roundEnded);
    }

    /** It stays due, for the tick at which it is our turn after all. */
    private boolean isLeftToOthers(PlannedQuery query) {
        var turn = asker.turn(query);
        if (turn == Turns.Turn.ANSWERED) {
            var _ = rounds.answered(query.identity(), time.now());
        }
        return turn != Turns.Turn.OURS;
    }

    private void handOver(PlannedQuery query) {
        busy.add(query.identity());
        workers.execute(() -> {
            try {
                ask(query);
            } finally {
                busy.remove(query.identity());
            }
        });
    }

    private void ask(PlannedQuery query) {
        var at = time.ofEvaluation();
        @Nullable RuntimeException defect = null;
        Reply reply;
        try {
            reply = asker.ask(query, at);
        } catch (RuntimeException e) {
            defect = e;
            reply = asker.fail(query, e, at);
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
