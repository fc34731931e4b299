package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseHolderTest {
    private final ReplicaIdentity us = ReplicaIdentity.on("b", "10.0.0.2", 8443);
    private final ReplicaIdentity other = ReplicaIdentity.on("a", "10.0.0.1", 8443);
    private final LeaseHolder holder = new LeaseHolder(us);

    @Test
    void isTheLastOneAlsoWhileTheLeaseIsFree() {
        holder.saw(other.text());
        holder.saw("");

        assertThat(holder.last()).contains(other);
        assertThat(holder.isUs()).isFalse();
    }

    @Test
    void whoDidNotLetTheLeaseGoWasDisplaced() {
        holder.saw(other.text());
        holder.saw(us.text());
        assertThat(holder.isUs()).isTrue();
        assertThat(holder.displaced()).contains(other);

        holder.saw(us.text());
        assertThat(holder.displaced()).as("a new election sees the same").contains(other);
    }

    @Test
    void whoLetItGoWasNot() {
        holder.saw(other.text());
        holder.saw(null);
        holder.saw(us.text());

        assertThat(holder.displaced()).isEmpty();
    }

    @Test
    void norWasWhoHadOurAddress() {
        holder.saw(ReplicaIdentity.on("b", "10.0.0.2", 8443).text());
        holder.saw(us.text());

        assertThat(holder.displaced()).isEmpty();
    }

    @Test
    void whoHadOurAddressAndDidNotLetGoIsSucceeded() {
        var before = ReplicaIdentity.on("b", "10.0.0.2", 8443);
        holder.saw(other.text());
        assertThat(holder.isSucceeded()).isFalse();

        holder.saw(before.text());
        assertThat(holder.isSucceeded()).isTrue();

        holder.saw("");
        assertThat(holder.isSucceeded()).isFalse();

        holder.saw(us.text());
        assertThat(holder.isSucceeded()).isFalse();
    }

    /** Or a process that was restarted would copy from itself until the lease has run out. */
    @Test
    void otherIsNeitherUsNorWhoHadOurAddress() {
        holder.saw(other.text());
        assertThat(holder.other()).contains(other);

        holder.saw(us.text());
        assertThat(holder.other()).isEmpty();

        holder.saw(ReplicaIdentity.on("b", "10.0.0.2", 8443).text());
        assertThat(holder.other()).isEmpty();
    }

    @Test
    void tellsWhenItIsAnotherOne() {
        var told = new ArrayList<Optional<ReplicaIdentity>>();
        holder.onChange(() -> told.add(holder.last()));

        holder.saw("");
        holder.saw(other.text());
        holder.saw(other.text());
        holder.saw(null);
        holder.saw(us.text());

        assertThat(told).containsExactly(Optional.of(other), Optional.of(us));
    }
}
