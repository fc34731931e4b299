package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Reply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** What the loop shows. Labels are the cases of {@link Answer} and the reasons of failures. */
public final class PollingMeters {
    private static final List<String> CASES =
            List.of("fresh", "partial", "stale", "too_few", "empty", "ambiguous", "not_a_number", "doubtful", "failed");

    private final MeterRegistry registry;

    public PollingMeters(MeterRegistry registry, Supplier<? extends Set<?>> questions, AnswerStore store) {
        this.registry = registry;
        Gauge.builder("sysdig.autoscaler.questions", () -> questions.get().size())
                .description("Distinct numbers that are wanted from Sysdig")
                .register(registry);
        for (var one : CASES) {
            Gauge.builder("sysdig.autoscaler.answers", () -> count(store, one))
                    .description("Latest answers by what they came to; only fresh ones are numbers")
                    .tag("case", one)
                    .register(registry);
        }
    }

    void asked(Reply reply) {
        var result = switch (reply) {
            case Reply.Refused(var problem) -> problem.reason().name().toLowerCase(Locale.ROOT);
            case Reply.Rows rows when !rows.warnings().isEmpty() -> "warning";
            case Reply.Rows _ -> "ok";
        };
        registry.counter("sysdig.autoscaler.queries", "result", result).increment();
    }

    void roundEnded(Duration took) {
        registry.timer("sysdig.autoscaler.round").record(took);
    }

    void tickFailed() {
        registry.counter("sysdig.autoscaler.tick.failures").increment();
    }

    private static long count(AnswerStore store, String wanted) {
        return store.latest().filter(answer -> name(answer).equals(wanted)).count();
    }

    private static String name(Answer answer) {
        return switch (answer) {
            case Answer.Fresh _ -> "fresh";
            case Answer.Partial _ -> "partial";
            case Answer.Stale _ -> "stale";
            case Answer.TooFew _ -> "too_few";
            case Answer.Empty _ -> "empty";
            case Answer.Ambiguous _ -> "ambiguous";
            case Answer.NotANumber _ -> "not_a_number";
            case Answer.Doubtful _ -> "doubtful";
            case Answer.Failed _ -> "failed";
        };
    }
}
