package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.episode.Episode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whom an object belongs to while it is not ours: a line when that begins and one, with how long it was so, when it ends. Used
 * by the one thread that settles; {@link #text} by any.
 */
final class ForeignOwner {
    private static final Logger LOG = Logger.getLogger(ForeignOwner.class);

    /** Replaced as a whole. */
    private record Ownership(String owner, Instant began) {}

    private final String object;
    private final String consequence;
    private final InstantSource clock;
    private volatile @Nullable Ownership foreign;

    /** {@code object}: kind and name; {@code consequence}: of its being somebody else's, and what to do, in sentences. */
    ForeignOwner(String object, String consequence, InstantSource clock) {
        this.object = object;
        this.consequence = consequence;
        this.clock = clock;
    }

    String text() {
        var now = foreign;
        return now == null
                ? "ours"
                : text(now.owner()) + " Since " + now.began().truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    /** Whether it is news. */
    boolean seen(String owner) {
        var known = foreign;
        if (known != null && known.owner().equals(owner)) {
            return false;
        }
        if (known != null) {
            LOG.infof("%s does not belong to %s any more, after %s", object, known.owner(), lasted(known));
        }
        foreign = new Ownership(owner, clock.instant());
        LOG.error(text(owner));
        return true;
    }

    void gone() {
        var known = foreign;
        if (known != null) {
            foreign = null;
            LOG.infof("%s is ours; it belonged to %s for %s", object, known.owner(), lasted(known));
        }
    }

    private String text(String owner) {
        return object + " belongs to " + owner + " and is left alone: " + consequence;
    }

    private Duration lasted(Ownership known) {
        return Episode.lasted(known.began(), clock.instant());
    }
}
