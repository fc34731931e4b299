package com.sysdig.autoscaler.annotation;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Durations: whole numbers with a unit, the larger units first, {@code 1m30s}. */
final class Durations {
    private static final Pattern GRAMMAR =
            Pattern.compile("(?=.)(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");

    private Durations() {}

    static Reader<Duration> between(Duration least, Duration most) {
        return text -> read(text, least, most);
    }

    static String text(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toHours(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }

    private static Reading<Duration> read(String text, Duration least, Duration most) {
        var range = "`" + text(least) + "`…`" + text(most) + "`";
        var matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Reading.bad(
                    "is not a duration", "write whole numbers with s, m or h, as `90s` or `1m30s`, in " + range);
        }
        var duration =
                Duration.ofHours(part(matcher, 1)).plusMinutes(part(matcher, 2)).plusSeconds(part(matcher, 3));
        return duration.compareTo(least) < 0 || duration.compareTo(most) > 0
                ? Reading.bad("is out of range", "write a duration in " + range)
                : Reading.good(duration);
    }

    private static long part(MatchResult match, int group) {
        var digits = match.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
