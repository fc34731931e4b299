package com.sysdig.autoscaler.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How far our clock is ahead of the source's, as its latest answer told. Questions name an instant, so that with clocks too
 * far apart they are about another time than now. Safe for use by several threads.
 */
public final class ClockSkew {
    /** An answer takes some seconds, and the source tells its time in whole ones. */
    private static final Duration NOT_WORTH_A_WORD = Duration.ofSeconds(15);

    private static final Duration TOO_FAR = Duration.ofSeconds(60);

    /** No question takes so long: what was heard that much later than now was heard by a clock that was put back. */
    private static final Duration YET_TO_COME = Duration.ofMinutes(5);

    private static final Reading NOTHING = new Reading(Duration.ZERO, Instant.EPOCH);

    /** Nothing until an answer told; written by whoever got one, the last one counts. */
    private volatile Reading last = NOTHING;

    private record Reading(Duration ahead, Instant ours) {
        boolean isWithin(Duration limit, Instant now) {
            return Duration.between(ours, now).abs().compareTo(limit) <= 0;
        }

        boolean isBeyond(Duration limit) {
            return ahead.abs().compareTo(limit) > 0;
        }
    }

    /** {@code theirs}: the source's time, when ours was {@code ours}. */
    public void heard(Instant theirs, Instant ours) {
        last = new Reading(Duration.between(theirs, ours), ours);
    }

    /** Negative where our clock is behind. */
    public Duration ahead() {
        return last.ahead;
    }

    /** The source's time when ours is this; whole seconds, as times of evaluation are. */
    Instant atSource(Instant ours) {
        return ours.minus(last.ahead).truncatedTo(ChronoUnit.SECONDS);
    }

    /** With a clock this far behind, old samples look new; with one as far ahead, what is yet to come looks empty. */
    boolean isTooFar() {
        return last.isBeyond(TOO_FAR);
    }

    /**
     * Whether it still is, as far as that is known: who does not ask any more hears nothing, and by a clock that was set right
     * since the answer came long ago, or is yet to come.
     */
    boolean isTooFar(Instant now) {
        var reading = last;
        if (reading.ours.isAfter(now.plus(YET_TO_COME))) {
            last = NOTHING; // or it would be news again when that time has come
        }
        return reading.isBeyond(TOO_FAR) && reading.isWithin(TOO_FAR, now);
    }

    /** Empty where it does not matter. */
    Optional<String> text() {
        return text(last);
    }

    /** Empty also where it was not heard lately. */
    Optional<String> text(Instant now, Duration lately) {
        return Optional.of(last)
                .filter(reading -> reading.isWithin(lately, now))
                .flatMap(ClockSkew::text);
    }

    private static Optional<String> text(Reading reading) {
        return reading.isBeyond(NOT_WORTH_A_WORD)
                ? Optional.of("our clock is %d s %s Sysdig's"
                        .formatted(reading.ahead.abs().toSeconds(), reading.ahead.isNegative() ? "behind" : "ahead of"))
                : Optional.empty();
    }
}
