package com.sysdig.autoscaler.episode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Trouble of one kind: whoever logs it says so once when it begins, and once when it ends, with how long it lasted. Another
 * may follow. Safe for several threads.
 */
public final class Episode {
    /** Null while there is none. */
    private final AtomicReference<@Nullable Instant> began = new AtomicReference<>();

    /** Whether one begins with this; false while one lasts. */
    public boolean begins(Instant now) {
        return began.compareAndSet(null, now);
    }

    /** How long it lasted, if one ends with this. */
    public Optional<Duration> ends(Instant now) {
        return Optional.ofNullable(began.getAndSet(null)).map(since -> lasted(since, now));
    }

    /** As logs tell it, for those who keep more of their trouble than its beginning. */
    public static Duration lasted(Instant since, Instant now) {
        return Duration.between(since, now).truncatedTo(ChronoUnit.MILLIS);
    }
}
