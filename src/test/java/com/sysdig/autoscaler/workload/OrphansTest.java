package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.query.QuestionMaker;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrphansTest {
    private final WatchedNamespaces namespaces = new WatchedNamespaces(Set.of("shop"));
    private final Catalog catalog = new Catalog(
            new AnnotationParser(new AnnotationSettings("here", 1, 10, 10_000, false, RawQueries.NAMESPACED)),
            new QuestionMaker("here", true));
    private final CatalogFeed feed = new CatalogFeed(catalog, namespaces, new WorkloadStates(), new OrphanWatch());
    private final WorkloadStore<Deployment> workloads = feed.store(WorkloadType.DEPLOYMENT);
    private final KnownHpas known = new KnownHpas();
    private final Orphans orphans = new Orphans(known, feed, namespaces);

    @BeforeEach
    void adopt() {
        known.store().put("shop/old", Hpas.adopted("old", "Deployment", "web"));
    }

    @Test
    void isOneWhoseWorkloadIsGone() {
        workloads.put("shop/web", web(Map.of()));
        workloads.remove("shop/web");
        assertThat(orphans.find()).singleElement().matches(orphans::isOne);
    }

    @Test
    void isNoneWhoseWorkloadLostItsAnnotationsSinceItsReconciliationTellsOfIt() {
        workloads.put("shop/web", web(Map.of()));
        assertThat(orphans.find()).isEmpty();
    }

    @Test
    void isNoneWhoseWorkloadHasAnnotations() {
        workloads.put("shop/web", web(Map.of("sysdig.com/scale-adopt", "old")));
        assertThat(orphans.find()).isEmpty();
    }

    @Test
    void isOneWhereOnlyTheOtherKindHasAWorkloadOfThatName() {
        known.store().put("shop/old", Hpas.adopted("old", "StatefulSet", "web"));
        workloads.put("shop/web", web(Map.of()));
        assertThat(orphans.find()).hasSize(1);
    }

    private static Deployment web(Map<String, String> annotations) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("uid-1")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .build();
    }
}
