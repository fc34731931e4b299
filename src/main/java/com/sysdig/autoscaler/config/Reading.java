package com.sysdig.autoscaler.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One setting on its way from text to value. A wrong one is noted as a problem and gives a value in range, so that
 * reading goes on and all problems are found; with a problem noted, no value is ever used.
 */
record Reading(Problems problems, String key, Optional<String> text, String example) {
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    Reading {
        problems.know(key);
        text = text.map(String::strip).filter(given -> !given.isEmpty());
    }

    /** Wrong where absent: every key that is read by this has a default, or is required. */
    String required() {
        return text.orElseGet(() -> {
            wrong("is missing or empty");
            return example;
        });
    }

    boolean flag() {
        var given = required();
        if (!given.equals("true") && !given.equals("false")) {
            wrong(Problems.quoted(given) + " is neither true nor false");
        }
        return given.equals("true");
    }

    int whole(int least, int most) {
        var given = required();
        var number = given.matches("\\d{1,9}") ? Integer.parseInt(given) : -1;
        if (number < least || number > most) {
            wrong(Problems.quoted(given) + " is not a whole number from " + least + " to " + most);
            return least;
        }
        return number;
    }

    Duration duration(Duration least, Duration most) {
        var given = required();
        var match = DURATION.matcher(given);
        if (given.isEmpty() || !match.matches()) {
            wrong(Problems.quoted(given) + " is not a duration: whole numbers with h, m or s");
            return least;
        }
        var duration = Duration.ofHours(part(match.group(1)))
                .plusMinutes(part(match.group(2)))
                .plusSeconds(part(match.group(3)));
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            wrong(Problems.quoted(given) + " is not from " + least.toSeconds() + "s to " + most.toSeconds() + "s");
            return least;
        }
        return duration;
    }

    /** The one of the choices whose name is given. */
    <T> T choice(List<T> choices, Function<T, String> name) {
        var given = required();
        return choices.stream()
                .filter(choice -> name.apply(choice).equals(given))
                .findFirst()
                .orElseGet(() -> {
                    var names = choices.stream().map(name).toList();
                    wrong(Problems.quoted(given) + " is none of " + String.join(", ", names)
                            + Suggestion.of(given, names));
                    return choices.getFirst();
                });
    }

    /** Of a file that need not exist yet. */
    Optional<Path> path() {
        try {
            return text.map(Path::of);
        } catch (InvalidPathException _) {
            wrong("is not the path of a file");
            return Optional.empty();
        }
    }

    void wrong(String fault) {
        problems.wrong(key, fault, example);
    }

    private static long part(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
