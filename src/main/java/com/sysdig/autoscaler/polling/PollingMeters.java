package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the loop shows. Labels are the cases of {@link Answer} and the reasons of failures. */
public final class PollingMeters {
    private static final String ZERO = "zero";
    private static final List<String> CASES = List.of(
            "fresh", ZERO, "partial", "stale", "too_few", "empty", "ambiguous", "not_a_number", "doubtful", "failed");

    private final MeterRegistry registry;
    private final AnswerStore store;
    private final Timer rounds;
    private final Counter failedTicks;

    /** {@code zeros}: whether everybody who asks a question takes an empty answer for 0, as it is now. */
    public PollingMeters(
            MeterRegistry registry,
            Supplier<? extends Set<?>> questions,
            AnswerStore store,
            Supplier<Predicate<Question>> zeros) {
        this.registry = registry;
        this.store = store;
        Gauge.builder("sysdig.autoscaler.questions", () -> questions.get().size())
                .description("Distinct numbers that are wanted from Sysdig")
                .register(registry);
        for (var one : CASES) {
            Gauge.builder("sysdig.autoscaler.answers", () -> count(store, zeros.get(), one))
                    .description("Latest answers by what they came to; only fresh ones and zeros are numbers")
                    .tag("case", one)
                    .register(registry);
        }
        this.rounds = Timer.builder("sysdig.autoscaler.round")
                .description("Rounds, in each of which everything is asked and answered, with or without success")
                .register(registry);
        this.failedTicks = Counter.builder("sysdig.autoscaler.tick.failures")
                .description("Looks for what is due that ended with a defect")
                .register(registry);
        Stream.concat(Stream.of("ok", "warning"), Arrays.stream(Reason.values()).map(PollingMeters::name))
                .forEach(this::queries);
    }

    /** How asking stands, looked at when it is scraped. */
    void watch(Supplier<Dispatch.State> state, Troubles troubles, Supplier<Instant> now) {
        gauge(
                "sysdig.autoscaler.oldest.answer.age.seconds",
                "Since the time of evaluation of the oldest latest answer",
                () -> age(store.latest().map(Answer::at), now.get()));
        gauge(
                "sysdig.autoscaler.oldest.sample.age.seconds",
                "Since the oldest of the samples behind fresh answers",
                () -> age(store.latest().flatMap(PollingMeters::sample), now.get()));
        gauge(
                "sysdig.autoscaler.queries.waiting",
                "Queries that are due and not yet asked",
                () -> state.get().waiting());
        gauge(
                "sysdig.autoscaler.queries.resting",
                "Queries that fail again and again and are asked more rarely",
                () -> state.get().resting());
        for (var one : Trouble.values()) {
            Gauge.builder("sysdig.autoscaler.trouble", () -> troubles.text(one).isPresent() ? 1 : 0)
                    .description("1 while this is the matter with asking Sysdig as a whole")
                    .tag("kind", name(one))
                    .register(registry);
        }
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    void asked(Reply reply) {
        var result = switch (reply) {
            case Reply.Refused(var problem) -> name(problem.reason());
            case Reply.Rows rows when !rows.warnings().isEmpty() -> "warning";
            case Reply.Rows _ -> "ok";
        };
        queries(result).increment();
    }

    private Counter queries(String result) {
        return Counter.builder("sysdig.autoscaler.queries")
                .description("Queries by what came of them")
                .tag("result", result)
                .register(registry);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Not a number where there is none. */
    private static double age(Stream<Instant> times, Instant now) {
        return times.min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, now).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private static Stream<Instant> sample(Answer answer) {
        return answer instanceof Answer.Fresh fresh ? Stream.of(fresh.facts().newestSample()) : Stream.empty();
    }

    void roundEnded(Duration took) {
        rounds.record(took.isNegative() ? Duration.ZERO : took);
    }

    void tickFailed() {
        failedTicks.increment();
    }

    private static long count(AnswerStore store, Predicate<Question> isZeroIfEmpty, String wanted) {
        var number = new LongAdder();
        store.forEach((question, history) -> {
            var answer = history.latest();
            if (answer != null && name(question, answer, isZeroIfEmpty).equals(wanted)) {
                number.increment();
            }
        });
        return number.sum();
    }

    /** What is empty and served as 0 is no gap. */
    private static String name(Question question, Answer answer, Predicate<Question> isZeroIfEmpty) {
        return answer instanceof Answer.Empty && isZeroIfEmpty.test(question) ? ZERO : name(answer);
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
