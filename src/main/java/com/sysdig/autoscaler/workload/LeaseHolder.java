package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last replica that was seen to hold the lease. It stays so while the API server is away, when nobody may write any more
 * and still somebody has to ask Sysdig. So two replicas may take themselves for it; the later one knows of the other.
 */
@Singleton
public final class LeaseHolder {
    private static final Seen NOBODY = new Seen(null, false, null);

    private final ReplicaIdentity us;

    /** Written by the election's thread. */
    private volatile Seen seen = NOBODY;

    /** Set once, at start. */
    private volatile Runnable onChange = () -> {};

    LeaseHolder(ReplicaIdentity us) {
        this.us = us;
    }

    ReplicaIdentity us() {
        return us;
    }

    /** Empty before the first. */
    public Optional<ReplicaIdentity> last() {
        return Optional.ofNullable(seen.last);
    }

    /** The last one, where that is not us nor who had our address and so is dead. */
    public Optional<ReplicaIdentity> other() {
        return last().filter(this::isElsewhere);
    }

    /** Whether the last one had our address, is not us and did not let go: this process is what came after it. */
    public boolean isSucceeded() {
        var now = seen;
        return now.last != null && !now.free && !isUs() && !isElsewhere(now.last);
    }

    private boolean isElsewhere(ReplicaIdentity other) {
        return !other.address().equals(us.address());
    }

    public boolean isUs() {
        return us.equals(seen.last);
    }

    /** Calls it, on the election's thread, whenever another replica than before holds the lease. It returns at once and does not fail. */
    public void onChange(Runnable then) {
        onChange = then;
    }

    /** Who may take itself for the holder still: not who let the lease go, nor who had our address and so is dead. */
    public Optional<ReplicaIdentity> displaced() {
        return Optional.ofNullable(seen.displaced).filter(this::isElsewhere);
    }

    /** {@code identity}: none while the lease is free. */
    void saw(@Nullable String identity) {
        become(identity == null || identity.isEmpty() ? seen.released() : seen.held(new ReplicaIdentity(identity)));
    }

    /** There is no election. */
    void isAlwaysUs() {
        become(NOBODY.held(us));
    }

    private void become(Seen now) {
        var before = seen;
        seen = now;
        if (!Objects.equals(before.last, now.last)) {
            onChange.run();
        }
    }

    /**
     * @param last null before the first
     * @param free whether that one let the lease go
     * @param displaced who held the lease before, without having let it go; null if nobody did
     */
    private record Seen(
            @Nullable ReplicaIdentity last,
            boolean free,
            @Nullable ReplicaIdentity displaced) {
        Seen released() {
            return new Seen(last, true, null);
        }

        Seen held(ReplicaIdentity by) {
            return by.equals(last) ? new Seen(by, false, displaced) : new Seen(by, false, free ? null : last);
        }
    }
}
