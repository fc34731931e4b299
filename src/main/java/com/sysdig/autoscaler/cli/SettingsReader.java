package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** From options and environment variables to {@link Settings}. A wrong one is the caller's mistake and ends the command. */
final class SettingsReader {
    private static final int MOST_REPLICAS = 10_000;
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,4})m)?(?:(\\d{1,4})s)?");
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    private final ParseResult options;
    private final Map<String, String> environment;

    SettingsReader(ParseResult options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    Settings read() {
        var cluster = text(SettingOption.CLUSTER_NAME);
        return new Settings(
                annotations(cluster.orElse(Settings.UNKNOWN_CLUSTER)),
                cluster.isPresent(),
                interval(),
                options.matchedOptionValue(FileCommand.NAMESPACE, FileCommand.DEFAULT_NAMESPACE));
    }

    private AnnotationSettings annotations(String cluster) {
        var ceiling = whole(SettingOption.REPLICAS_CEILING, 1, MOST_REPLICAS).orElseThrow();
        boolean toZero = choice(SettingOption.SCALE_TO_ZERO, "true", "false").equals("true");
        var least = whole(SettingOption.DEFAULT_MIN_REPLICAS, toZero ? 0 : 1, ceiling)
                .orElseThrow();
        return new AnnotationSettings(
                cluster,
                least,
                whole(SettingOption.DEFAULT_MAX_REPLICAS, Math.max(1, least), ceiling)
                        .orElse(null),
                ceiling,
                toZero,
                rawQueries());
    }

    private RawQueries rawQueries() {
        var names = Stream.of(RawQueries.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        return RawQueries.valueOf(choice(SettingOption.RAW_QUERIES, names).toUpperCase(Locale.ROOT));
    }

    private Duration interval() {
        var text = text(SettingOption.SAMPLE_INTERVAL).orElse("");
        var match = DURATION.matcher(text);
        var interval = match.matches()
                ? Duration.ofMinutes(number(match.group(1))).plusSeconds(number(match.group(2)))
                : Duration.ZERO;
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw wrong(SettingOption.SAMPLE_INTERVAL, text, "a duration from 1s to 5m");
        }
        return interval;
    }

    private Optional<Integer> whole(SettingOption option, int least, int most) {
        return text(option).map(given -> {
            var number = given.matches("\\d{1,9}") ? Integer.parseInt(given) : -1;
            if (number < least || number > most) {
                throw wrong(option, given, "a whole number from " + least + " to " + most);
            }
            return number;
        });
    }

    private String choice(SettingOption option, String... choices) {
        var given = text(option).orElse("");
        if (Stream.of(choices).noneMatch(given::equals)) {
            throw wrong(option, given, Stream.of(choices).collect(Collectors.joining(", ", "one of ", "")));
        }
        return given;
    }

    /** An empty variable is an absent one, as it is to the autoscaler. */
    private Optional<String> text(SettingOption option) {
        return Optional.ofNullable(options.<String>matchedOptionValue(option.option(), null))
                .or(() -> Optional.ofNullable(environment.get(option.variable())))
                .map(String::strip)
                .filter(given -> !given.isEmpty())
                .or(() -> Optional.ofNullable(option.fallback()));
    }

    private ParameterException wrong(SettingOption option, String given, String expected) {
        var name = options.hasMatchedOption(option.option())
                ? option.option()
                : "the environment variable " + option.variable();
        return new ParameterException(
                options.commandSpec().commandLine(), "%s=%s is not %s".formatted(name, given, expected));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
