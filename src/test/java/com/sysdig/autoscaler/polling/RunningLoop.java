package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.episode.LogLines;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.ScriptedSource;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The loop with everything that belongs to it. Time is moved by hand, a tick a second, and nothing runs beside it. */
final class RunningLoop implements AutoCloseable, Wanted {
    static final int INTERVAL = 15;

    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    Set<Question> wanted = Set.of();
    Turns.Turn turn = Turns.Turn.OURS;
    final Map<Question, String> namespaces = new java.util.HashMap<>();
    final ScriptedSource source = new ScriptedSource();
    final AnswerStore store = new AnswerStore(Duration.ofSeconds(45));
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final DirectWorkers workers = new DirectWorkers();
    final LogLines log = new LogLines(PollLoop.class);
    private final Splits splits = new Splits(() -> now);
    final PollLoop loop = new PollLoop(
            new Agenda(
                    this, new QueryPlanner("prod", Duration.ofSeconds(10), splits), Duration.ofSeconds(INTERVAL), 42),
            new Asker(source, new AnswerMaker(Duration.ofSeconds(10)), store, splits, _ -> turn),
            new PollingMeters(registry, () -> wanted, store, () -> _ -> false),
            new PollTime(() -> now, Duration.ofSeconds(30)),
            new Workers(workers, 8));

    @Override
    public Optional<Set<Question>> questions() {
        return Optional.of(wanted);
    }

    @Override
    public Set<String> namespaces(Question.OfQuery question) {
        var namespace = namespaces.get(question);
        return namespace == null ? Set.of() : Set.of(namespace);
    }

    /** What was asked in that time, and how often, by PromQL. */
    Map<String, Integer> ticks(int seconds) {
        source.asked();
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            loop.tick();
        }
        var times = new TreeMap<String, Integer>();
        source.asked().forEach(asked -> times.merge(asked.promql(), 1, Integer::sum));
        return times;
    }

    double gauge(String name, String... tags) {
        return registry.get("sysdig.autoscaler." + name).tags(tags).gauge().value();
    }

    static Reply empty() {
        return new Reply.Rows(List.of(), List.of());
    }

    static Reply refused(Reason reason) {
        return new Reply.Refused(new SourceProblem(reason, "it does not work", null));
    }

    @Override
    public void close() {
        log.close();
        loop.close();
    }
}
