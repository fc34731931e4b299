package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.upkeep.Upkeep;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.LifecycleAware;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The reconcilers in this JVM, as the product's own user with no more rights than they need. */
final class RunningReconcilers implements AutoCloseable {
    /** As in application.properties: what the SDK says at DEBUG of an event that it put off ends in a NullPointerException. */
    private static final Logger SDK = Logger.getLogger("io.javaoperatorsdk");

    static {
        SDK.setLevel(Level.WARNING);
    }

    private final KubernetesClient client;
    private final ConfigurationService configuration;
    private final Watching watching;
    private final Reconciliation reconciliation;
    private final Catalog catalog;
    private final AnswerStore answers = new AnswerStore(Duration.ofSeconds(45));
    private final DataGaps gaps;
    private final OrphanWatch orphans = new OrphanWatch();
    private final Upkeep orphanage;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** Another one after each stop. */
    private Operator operator;

    private RunningReconcilers(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        var parser = new AnnotationParser(new AnnotationSettings("test", 1, null, 10_000, true, RawQueries.NAMESPACED));
        catalog = new Catalog(parser, new QuestionMaker("test", true));
        gaps = new DataGaps(catalog, answers);
        var watched = new WatchedNamespaces(namespaces);
        var states = new WorkloadStates();
        var known = new KnownHpas();
        var hpas = new SharedHpas(known);
        var feed = new CatalogFeed(catalog, watched, states, orphans);
        watching = new Watching(watched, feed, hpas, gaps);
        var workloadMeters = new WorkloadMeters(meters, catalog, states);
        var attempts = new Attempts(workloadMeters);
        var adoption = new Adoption(client, attempts);
        var care = new OrphanCare(new Orphans(known, feed, watched), orphans, client, adoption);
        orphanage = new Upkeep("giving back", Duration.ofSeconds(5), care::giveBack);
        orphans.onDue(orphanage::soon);
        var clock = InstantSource.system();
        var events = new WorkloadEvents(client, clock, new ReplicaIdentity("test"), workloadMeters);
        reconciliation = new Reconciliation(
                new Gatherer(catalog, watched, new LearnedLimits(clock), gaps, known),
                new Decider(new HpaGenerator(10_000)),
                new HpaWriter(attempts, hpas),
                adoption,
                new Report(events, states, workloadMeters));
        configuration = ConfigurationService.newOverriddenConfigurationService(
                sdk -> sdk.withKubernetesClient(client).withCloseClientOnStop(false));
        operator = operator();
    }

    private Operator operator() {
        var made = new Operator(configuration);
        made.register(
                new Deployments(new DeploymentReconciler(watching, reconciliation)),
                controller -> watching.configure(controller, WorkloadType.DEPLOYMENT));
        made.register(
                new StatefulSets(new StatefulSetReconciler(watching, reconciliation)),
                controller -> watching.configure(controller, WorkloadType.STATEFUL_SET));
        return made;
    }

    /** The SDK without Quarkus finds out the kind only where the class itself names the interface; Quarkus leaves it out. */
    @Ignore
    @ControllerConfiguration(name = "deployment")
    private record Deployments(DeploymentReconciler product) implements Reconciler<Deployment> {
        @Override
        public List<EventSource<?, Deployment>> prepareEventSources(EventSourceContext<Deployment> context) {
            return product.prepareEventSources(context);
        }

        @Override
        public UpdateControl<Deployment> reconcile(Deployment deployment, Context<Deployment> context) {
            return product.reconcile(deployment, context);
        }
    }

    @Ignore
    @ControllerConfiguration(name = "statefulset")
    private record StatefulSets(StatefulSetReconciler product) implements Reconciler<StatefulSet> {
        @Override
        public List<EventSource<?, StatefulSet>> prepareEventSources(EventSourceContext<StatefulSet> context) {
            return product.prepareEventSources(context);
        }

        @Override
        public UpdateControl<StatefulSet> reconcile(StatefulSet statefulSet, Context<StatefulSet> context) {
            return product.reconcile(statefulSet, context);
        }
    }

    static RunningReconcilers watching(String... namespaces) {
        grant(Testbed.shared().withoutProduct());
        return started(Testbed.shared().controlPlane().operator().client(), Set.of(namespaces));
    }

    /** Everything goes by way of this client. */
    static RunningReconcilers through(KubernetesClient client) {
        grant(Testbed.shared().withoutProduct());
        return started(client, Set.of());
    }

    private static RunningReconcilers started(KubernetesClient client, Set<String> namespaces) {
        var running = new RunningReconcilers(client, namespaces);
        running.start();
        return running;
    }

    void start() {
        operator.start();
        orphans.leads(true);
    }

    /** As on the way to a restart within the same process. */
    void stop() {
        orphans.leads(false);
        operator.stop();
        operator = operator();
    }

    /** That of one kind alone. */
    void stop(String controller) {
        operator.getRegisteredControllers().stream()
                .filter(one -> one.getConfiguration().getName().equals(controller))
                .map(LifecycleAware.class::cast)
                .forEach(LifecycleAware::stop);
    }

    /** As the poll loop fills it. */
    AnswerStore answers() {
        return answers;
    }

    Catalog catalog() {
        return catalog;
    }

    /** Workloads in this state. */
    double workloads(String state) {
        return meters.get("sysdig.autoscaler.workloads")
                .tag("state", state)
                .gauge()
                .value();
    }

    long reconciliations() {
        return meters.find("sysdig.autoscaler.reconciliation").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Writes of all kinds that ended so. */
    double writes(String result) {
        return meters.find("sysdig.autoscaler.hpa.writes").tag("result", result).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Writes of all kinds and results until now. */
    double writes() {
        return meters.find("sysdig.autoscaler.hpa.writes").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        orphanage.close();
        operator.stop();
        client.close();
    }

    private static void grant(Testbed testbed) {
        var role = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("reconcilers")
                .endMetadata()
                .addNewRule()
                .withApiGroups("apps")
                .withResources("deployments", "statefulsets")
                .withVerbs("list", "watch")
                .endRule()
                .addNewRule()
                .withApiGroups("autoscaling")
                .withResources("horizontalpodautoscalers")
                .withVerbs("get", "list", "watch", "create", "patch", "delete")
                .endRule()
                .addNewRule()
                .withApiGroups("events.k8s.io")
                .withResources("events")
                .withVerbs("create")
                .endRule()
                .build();
        var binding = new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("reconcilers")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "reconcilers")
                .withSubjects(testbed.controlPlane().operatorSubject())
                .build();
        testbed.kubernetes().resource(role).serverSideApply();
        testbed.kubernetes().resource(binding).serverSideApply();
    }
}
