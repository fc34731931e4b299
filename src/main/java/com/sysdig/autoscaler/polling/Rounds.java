package com.sysdig.autoscaler.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A round has ended when everything that is to be asked has been answered, with or without success; then the next begins.
 * Safe for use by several threads.
 */
final class Rounds {
    // All guarded by this.
    private final Set<Object> answered = new HashSet<>();
    private Set<Object> all = Set.of();
    private Instant began;
    private long ended;

    Rounds(Instant began) {
        this.began = began;
    }

    /** What is to be asked from now on; where that is nothing, the round has ended. */
    synchronized Optional<Duration> take(Set<Object> identities, Instant now) {
        all = Set.copyOf(identities);
        answered.retainAll(all);
        return endIfComplete(now);
    }

    synchronized Optional<Duration> answered(Object identity, Instant now) {
        if (all.contains(identity)) {
            answered.add(identity);
        }
        return endIfComplete(now);
    }

    /** A round that has lasted that long does not wait for what is deliberately not asked now. */
    synchronized Optional<Duration> leaveAlone(Set<Object> identities, Duration longest, Instant now) {
        if (identities.isEmpty() || Duration.between(began, now).compareTo(longest) < 0) {
            return Optional.empty();
        }
        identities.stream().filter(all::contains).forEach(answered::add);
        return endIfComplete(now);
    }

    synchronized long ended() {
        return ended;
    }

    /** How long the round took, if it has just ended. */
    private Optional<Duration> endIfComplete(Instant now) {
        if (answered.size() < all.size()) {
            return Optional.empty();
        }
        var took = Duration.between(began, now);
        answered.clear();
        began = now;
        ended++;
        return Optional.of(took);
    }
}
