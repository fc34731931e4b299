package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Bounds;
import com.sysdig.autoscaler.policy.OnMissing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a gap in the data does. */
final class OnMissingReader {
    private static final String LAST_KNOWN = "last-known";
    private static final String AT_LEAST = "at-least";
    private static final Reader<Duration> LIMIT = Durations.between(Duration.ofSeconds(1), Duration.ofHours(1));
    private static final List<String> FORMS = List.of("hold", LAST_KNOWN, "never-down", AT_LEAST);

    private final Reader<Integer> replicas;

    /** Without bounds, which are wrong then, every number of replicas is taken. */
    OnMissingReader(Optional<Bounds> bounds) {
        replicas = bounds.map(between -> WholeNumbers.between(between.min(), between.max()))
                .orElseGet(() -> WholeNumbers.between(0, Integer.MAX_VALUE));
    }

    Reading<OnMissing> read(String text) {
        var slash = text.indexOf('/');
        var argument = text.substring(slash + 1);
        return switch (slash < 0 ? text : text.substring(0, slash + 1)) {
            case "hold" -> Reading.good(new OnMissing.Hold());
            case "never-down" -> Reading.good(new OnMissing.NeverDown());
            case LAST_KNOWN + "/" -> argument(LIMIT.read(argument), "the duration", OnMissing.LastKnown::new);
            case AT_LEAST + "/" -> argument(replicas.read(argument), "the number", OnMissing.AtLeast::new);
            default ->
                Reading.bad(
                        "is not one of the values",
                        suggestion(text) + "write `hold`, `last-known/10m`, `never-down` or `at-least/3`");
        };
    }

    private static <A> Reading<OnMissing> argument(Reading<A> argument, String what, Function<A, OnMissing> make) {
        return switch (argument) {
            case Reading.Good<A>(A value) -> Reading.good(make.apply(value));
            case Reading.Bad<A>(String fault, String remedy) -> Reading.bad(what + " " + fault, remedy);
        };
    }

    private static String suggestion(String text) {
        return Suggestions.nearest(text.replaceFirst("/.*", ""), FORMS)
                .map(meant -> "did you mean `" + meant + "`? ")
                .orElse("");
    }
}
