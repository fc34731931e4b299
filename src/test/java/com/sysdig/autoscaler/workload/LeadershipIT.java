package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Test;

class LeadershipIT {
    private final Testbed testbed = Testbed.shared();
    private final Product product = testbed.product();
    private final int before = product.log().size();
    private final AnnotatedNamespace shop = new AnnotatedNamespace(testbed.namespace("leadership"));

    /** A leader that hangs and is killed in the end could not release its lease. */
    @Test
    void leaderReleasesItsLeaseWhenItIsTerminatedAndTheNextOneGoesOn() {
        shop.managed("web");
        var first = holder();
        product.stop();
        assertThat(product.log(before)).noneSatisfy(line -> assertThat(line).contains("could not be released"));
        assertThat(holder()).isEmpty();
        shop.hpa("web").delete();
        product.restart();
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
        assertThat(holder()).isNotEmpty().isNotEqualTo(first);
    }

    @Test
    void leaderThatLostItsLeaseWaitsForItAndWritesAgain() {
        shop.managed("web");
        Edits.edit(lease(), lease -> {
            lease.getSpec().setHolderIdentity("someone else");
            return lease;
        });
        shop.eventually(() -> assertThat(product.log(before))
                .anySatisfy(line -> assertThat(line).contains("The lease was lost")));
        shop.managed("api");
        assertThat(product.isAlive()).isTrue();
        assertThat(holder()).isNotEqualTo("someone else");
        // The end of it, with how long it lasted: ours, or another's first.
        assertThat(product.log(before))
                .anySatisfy(line -> assertThat(line).containsPattern("after PT[0-9.HMS]+ without the lease"));
    }

    private String holder() {
        return lease().get().getSpec().getHolderIdentity();
    }

    private Resource<Lease> lease() {
        return testbed.kubernetes().leases().inNamespace("sysdig-autoscaler").withName("sysdig-autoscaler");
    }
}
