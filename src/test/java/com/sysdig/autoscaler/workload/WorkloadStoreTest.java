package com.sysdig.autoscaler.workload;

import static com.sysdig.autoscaler.workload.Hpas.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.CatalogEntry;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.query.QuestionMaker;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadStoreTest {
    private final Catalog catalog = new Catalog(
            new AnnotationParser(new AnnotationSettings("here", 1, 10, 10_000, false, RawQueries.NAMESPACED)),
            new QuestionMaker("here", true));
    private final WorkloadStates foreign = new WorkloadStates();
    private final WorkloadStore<Deployment> store = store(Set.of());

    @Test
    void keepsOnlyWhatIsRead() {
        var web = web();
        store.put("shop/web", web);
        assertThat(web.getMetadata().getAnnotations()).containsOnlyKeys("sysdig.com/scale-target");
        assertThat(web.getMetadata().getManagedFields()).isEmpty();
        assertThat(web.getMetadata().getLabels()).isNullOrEmpty();
        assertThat(web.getMetadata().getUid()).isEqualTo("uid-1");
        assertThat(web.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(web.getMetadata().getGeneration()).isEqualTo(3);
        assertThat(web.getSpec().getReplicas()).isEqualTo(4);
        assertThat(web.getSpec().getTemplate()).isNull();
        assertThat(web.getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(store.get("shop/web")).isEqualTo(web);
    }

    @Test
    void keepsThatAWorkloadIsBeingDeleted() {
        var web = new DeploymentBuilder(web())
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        store.put("shop/web", web);
        assertThat(web.isMarkedForDeletion()).isTrue();
    }

    @Test
    void feedsTheCatalog() {
        store.put("shop/web", web());
        assertThat(catalog.find(WEB)).map(CatalogEntry::replicas).contains(new Replicas(4, 2));
    }

    @Test
    void passesOnChangedReplicas() {
        store.put("shop/web", web());
        store.put(
                "shop/web",
                new DeploymentBuilder(web())
                        .editSpec()
                        .withReplicas(9)
                        .endSpec()
                        .build());
        assertThat(catalog.find(WEB)).map(CatalogEntry::replicas).contains(new Replicas(9, 2));
    }

    @Test
    void takesAbsentReadyReplicasForNone() {
        store.put("shop/web", new DeploymentBuilder(web()).withStatus(null).build());
        assertThat(catalog.find(WEB)).map(CatalogEntry::replicas).contains(new Replicas(4, 0));
    }

    @Test
    void removalReachesTheCatalogAndTheForeignOnes() {
        store.put("shop/web", web());
        foreign.put(WEB, Set.of(WorkloadStates.State.FOREIGN));
        store.remove("shop/web");
        assertThat(catalog.size()).isZero();
        assertThat(foreign.count(WorkloadStates.State.FOREIGN)).isZero();
    }

    @Test
    void keepsNamespacesThatAreNotWatchedOutOfTheCatalog() {
        store(Set.of("other", "another")).put("shop/web", web());
        assertThat(catalog.size()).isZero();
    }

    private WorkloadStore<Deployment> store(Set<String> namespaces) {
        var feed = new CatalogFeed(catalog, new WatchedNamespaces(namespaces), foreign, new OrphanWatch());
        return feed.store(WorkloadType.DEPLOYMENT);
    }

    private static Deployment web() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("uid-1")
                .withResourceVersion("7")
                .withGeneration(3L)
                .addToLabels("app", "web")
                .withAnnotations(Map.of(
                        "sysdig.com/scale-target", "50",
                        "kubectl.kubernetes.io/last-applied-configuration", "{}"))
                .addNewManagedField()
                .withManager("kubectl")
                .endManagedField()
                .endMetadata()
                .withNewSpec()
                .withReplicas(4)
                .withNewTemplate()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withReadyReplicas(2)
                .endStatus()
                .build();
    }
}
