package com.sysdig.autoscaler.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Patience with an object of ours that somebody deleted. An uninstall takes APIService and webhook away first and us
 * afterwards; put back in between they would stay for ever, and an APIService that nobody serves blocks the deletion of
 * every namespace. Belongs to the one thread that settles the object.
 */
final class Absence {
    /** From its deletion to the end of our pods, with room to spare. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final InstantSource clock;
    private boolean wasThere;
    private @Nullable Instant since;

    Absence(InstantSource clock) {
        this.clock = clock;
    }

    /** It is there and ours. */
    void ended() {
        wasThere = true;
        since = null;
    }

    /** Whether to leave it missing for now: never if it has not been there since we started. */
    boolean isToBeLeft() {
        if (!wasThere) {
            return false;
        }
        var now = clock.instant();
        if (since == null) {
            since = now;
        }
        return now.isBefore(since.plus(PATIENCE));
    }
}
