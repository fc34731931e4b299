package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What is said when there is no request to be had, and for how long that is. */
final class Limits {
    /** Sysdig's documents make the header optional. */
    static final Duration WITHOUT_HEADER = Duration.ofSeconds(10);

    /** The longest that they allow. */
    private static final Duration LONGEST = Duration.ofHours(4);

    private Limits() {}

    static SourceProblem ofOurs(Duration wait, int perMinute) {
        return limited(
                "no request to Sysdig is left at present (at most " + perMinute + " a minute)",
                wait,
                "a longer autoscaler.poll-interval (AUTOSCALER_POLL_INTERVAL) or a higher sysdig.requests-per-minute"
                        + " (SYSDIG_REQUESTS_PER_MINUTE) helps, as far as Sysdig's own limit allows");
    }

    static SourceProblem ofSysdig(String said, Duration pause) {
        return limited(
                "Sysdig's limit of requests is reached (429)" + said,
                pause,
                "a longer autoscaler.poll-interval (AUTOSCALER_POLL_INTERVAL) helps");
    }

    /** From the header {@code Retry-After}: seconds or a date. */
    static Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return WITHOUT_HEADER;
        }
        var given = header.strip();
        var pause = given.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(given)) : untilDate(given, now);
        if (pause.isNegative() || pause.isZero()) {
            return Duration.ofSeconds(1);
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private static Duration untilDate(String date, Instant now) {
        try {
            var until = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(now, until.toInstant());
        } catch (DateTimeException _) {
            return WITHOUT_HEADER;
        }
    }

    private static SourceProblem limited(String what, Duration wait, String remedy) {
        var seconds = wait.plusMillis(999).toSeconds();
        return new SourceProblem(Reason.LIMITED, what + "; asked again in " + seconds + "s; " + remedy, wait);
    }
}
