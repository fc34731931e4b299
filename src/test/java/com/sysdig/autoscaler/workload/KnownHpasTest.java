package com.sysdig.autoscaler.workload;

import static com.sysdig.autoscaler.workload.Hpas.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import org.junit.jupiter.api.Test;

class KnownHpasTest {
    private final KnownHpas known = new KnownHpas();
    private final HpaStore store = known.store();

    @Test
    void foreignIsWhatScalesTheWorkloadOrHasItsName() {
        assertThat(known.hasForeign(WEB)).isFalse();

        store.put("shop/keda-hpa-web", Hpas.foreign("keda-hpa-web", "Deployment", "web"));

        assertThat(known.hasForeign(WEB)).isTrue();
        store.remove("shop/keda-hpa-web");
        store.put("shop/web", Hpas.foreign("web", "Deployment", "other"));
        assertThat(known.hasForeign(WEB)).isTrue();
    }

    @Test
    void oursIsNotForeignWhoeverItIsFor() {
        store.put("shop/web", Hpas.owned("Deployment", "web", "uid-1"));
        assertThat(known.hasForeign(WEB)).isFalse();

        store.put("shop/web", Hpas.owned("StatefulSet", "web", "uid-2"));
        assertThat(known.hasForeign(WEB)).isFalse();
    }

    @Test
    void whatTurnsToAnotherWorkloadIsForeignToThatOne() {
        var api = new Workload(WorkloadKind.DEPLOYMENT, "shop", "api");
        store.put("shop/first", Hpas.foreign("first", "Deployment", "web"));
        store.put("shop/second", Hpas.foreign("second", "Deployment", "web"));

        store.put("shop/first", Hpas.foreign("first", "Deployment", "api"));
        assertThat(known.hasForeign(api)).isTrue();
        assertThat(known.hasForeign(WEB)).isTrue();
        store.remove("shop/second");
        assertThat(known.hasForeign(WEB)).isFalse();
        store.remove("shop/first");
        assertThat(known.hasForeign(api)).isFalse();
    }

    @Test
    void otherNamespacesAndKindsHaveTheirOwn() {
        store.put("shop/keda-hpa-web", Hpas.foreign("keda-hpa-web", "Deployment", "web"));

        assertThat(known.hasForeign(new Workload(WorkloadKind.DEPLOYMENT, "pay", "web")))
                .isFalse();
        assertThat(known.hasForeign(new Workload(WorkloadKind.STATEFUL_SET, "shop", "web")))
                .isFalse();
    }

    @Test
    void adoptedAreThoseThatCarryTheSpecThatTheyHadBefore() {
        store.put("shop/web", Hpas.owned("Deployment", "web", "uid-1"));
        store.put("shop/old", Hpas.foreign("old", "Deployment", "web"));
        store.put("shop/kept", Hpas.adopted("kept", "Deployment", "web"));
        assertThat(known.adopted())
                .extracting(hpa -> hpa.getMetadata().getName())
                .containsExactly("kept");

        store.put("shop/kept", Hpas.foreign("kept", "Deployment", "web"));
        assertThat(known.adopted()).isEmpty();
        store.put("shop/kept", Hpas.adopted("kept", "Deployment", "web"));
        store.remove("shop/kept");
        assertThat(known.adopted()).isEmpty();
    }

    @Test
    void whatIsFoundIsTheFindersOwn() {
        store.put("shop/web", Hpas.owned("Deployment", "web", "uid-1"));
        known.find("shop", "web").orElseThrow().getSpec().setMaxReplicas(99);
        assertThat(known.find("shop", "web").orElseThrow().getSpec().getMaxReplicas())
                .isEqualTo(3);
    }
}
