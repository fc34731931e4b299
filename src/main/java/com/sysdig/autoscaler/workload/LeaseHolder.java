package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last replica that was seen to hold the lease. It stays so while the API server is away, when nobody may write any more
 * and still somebody has to ask Sysdig: that two replicas take themselves for it does no harm there.
 */
@Singleton
public final class LeaseHolder {
    private final ReplicaIdentity us;

    /** Written by the election's thread. */
    private volatile @Nullable ReplicaIdentity last;

    LeaseHolder(ReplicaIdentity us) {
        this.us = us;
    }

    /** Empty before the first. */
    public Optional<ReplicaIdentity> last() {
        return Optional.ofNullable(last);
    }

    public boolean isUs() {
        return us.equals(last);
    }

    /** {@code identity}: none while the lease is free. */
    void saw(@Nullable String identity) {
        if (identity != null && !identity.isEmpty()) {
            last = new ReplicaIdentity(identity);
        }
    }

    /** There is no election. */
    void isAlwaysUs() {
        last = us;
    }
}
