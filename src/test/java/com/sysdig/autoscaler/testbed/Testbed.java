package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One set of real parts per JVM, each started when it is first asked for and stopped with the JVM. */
public final class Testbed {

    private static final class Shared {
        static final Testbed TESTBED = new Testbed();
    }

    static {
        // Ten seconds are few for a real control plane on a busy machine.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final Workspace workspace = Workspace.open();
    private final Binaries binaries = Binaries.ofThisProject();
    private final Lazy<Exporter> exporter = new Lazy<>(this::startExporter);
    private final Lazy<Prometheus> prometheus = new Lazy<>(() -> Prometheus.start(workspace, binaries, exporter.get()));

    private final Lazy<SysdigStandIn> sysdig = new Lazy<>(this::startSysdig);
    private final Lazy<ControlPlane> controlPlane = new Lazy<>(() -> ControlPlane.start(workspace, binaries));
    private final Lazy<KubernetesClient> kubernetes = new Lazy<>(this::connect);

    private final Lazy<Product> product = new Lazy<>(this::startProduct);
    /** Of the test that runs: tests run one after the other. */
    private Optional<Replicas> replicas = Optional.empty();

    private final AtomicInteger namespaces = new AtomicInteger();
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    private Testbed() {}

    public static Testbed shared() {
        return Shared.TESTBED;
    }

    /** Builds every missing program at once, so that the progress can say how many there are. */
    public void prepare() {
        var all = Part.cluster();
        if (Setting.KUBECONFIG.value().isEmpty() && binaries.obtainable(all)) {
            binaries.ensure(all);
        }
    }

    public Exporter exporter() {
        return exporter.get();
    }

    public Prometheus prometheus() {
        return prometheus.get();
    }

    public SysdigStandIn sysdig() {
        return sysdig.get();
    }

    public ControlPlane controlPlane() {
        return controlPlane.get();
    }

    /** As an administrator. */
    public KubernetesClient kubernetes() {
        return kubernetes.get();
    }

    /** The packaged product with short intervals, installed, and reached by the API server when this returns. */
    public Product product() {
        return product(Map.of());
    }

    /** The same, started anew where settings are to be others. */
    public Product product(Map<String, String> changed) {
        var installed = product.get();
        replicas.ifPresent(Replicas::close);
        replicas = Optional.empty();
        if (!installed.isAlive() || !changed.isEmpty()) {
            installed.restart(changed);
        }
        await("the API server reaches the product")
                .atMost(Duration.ofSeconds(60))
                .until(this::isRouted);
        return installed;
    }

    /**
     * So many instances of the product in its place, until the next {@link #product}; all ready when this returns.
     *
     * @param settings beside those of the one
     */
    public Replicas replicas(int count, Map<String, String> settings) {
        var all = new HashMap<>(settings());
        all.putAll(settings);
        product.get().stop();
        replicas.ifPresent(Replicas::close);
        var several =
                Replicas.of(workspace, controlPlane(), product.get().https().getPort(), all, count);
        replicas = Optional.of(several);
        several.start();
        return several;
    }

    /**
     * For tests that play the product's part themselves: from here to the next {@link #product} it does not run, and
     * annotations are stored without being reviewed.
     */
    public Testbed withoutProduct() {
        if (product.isMade()) {
            product.get().stop();
            replicas.ifPresent(Replicas::close);
            replicas = Optional.empty();
            kubernetes()
                    .admissionRegistration()
                    .v1()
                    .validatingWebhookConfigurations()
                    .withName("sysdig-autoscaler")
                    .delete();
        }
        return this;
    }

    /** A new namespace, so that tests do not meet. */
    public String namespace(String purpose) {
        var process = ProcessHandle.current().pid();
        return exactNamespace(purpose + "-" + process + "-" + namespaces.incrementAndGet());
    }

    /** A new namespace of this name. */
    public String exactNamespace(String name) {
        kubernetes()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        made.add(name);
        return name;
    }

    /** Takes away every namespace that was made here so far, for a test that others' autoscalers would disturb. */
    public void clear() {
        made.forEach(name -> kubernetes().namespaces().withName(name).delete());
        await("no autoscaler is left in them")
                .atMost(Duration.ofMinutes(3))
                .until(() ->
                        kubernetes()
                                .autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inAnyNamespace()
                                .list()
                                .getItems()
                                .stream()
                                .noneMatch(
                                        hpa -> made.contains(hpa.getMetadata().getNamespace())));
        made.clear();
    }

    /** The last lines of every program, for a message about a failure. */
    public String logs() {
        return workspace.logs(8);
    }

    private Product startProduct() {
        Installation.into(kubernetes(), controlPlane());
        var made = Product.of(workspace, "product", controlPlane().operator(), settings());
        controlPlane().admit(made.https().getPort());
        return made;
    }

    private Map<String, String> settings() {
        return Map.of(
                "sysdig.requests-per-minute",
                "4000",
                "autoscaler.custom-metrics",
                "true",
                "sysdig.url",
                sysdig().uri().toString(),
                "sysdig.api-token",
                SysdigStandIn.TOKEN,
                "sysdig.cluster-name",
                Exporter.CLUSTER,
                "sysdig.ingestion-delay",
                "0s",
                "sysdig.sample-interval",
                "1s",
                "autoscaler.poll-interval",
                "1s",
                "autoscaler.service.namespace",
                Installation.NAMESPACE,
                "autoscaler.service.name",
                Installation.SERVICE);
    }

    private boolean isRouted() {
        try {
            return kubernetes().raw("/apis/external.metrics.k8s.io/v1beta1") != null;
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    private KubernetesClient connect() {
        var client = controlPlane().admin().client();
        workspace.onClose(client::close);
        return client;
    }

    private SysdigStandIn startSysdig() {
        var started = SysdigStandIn.start(prometheus());
        workspace.onClose(started::close);
        return started;
    }

    private Exporter startExporter() {
        var started = Exporter.start();
        workspace.onClose(started::close);
        return started;
    }
}
