package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;

/** One set of real parts per JVM, each started when it is first asked for and stopped with the JVM. */
public final class Testbed {

    private static final class Shared {
        static final Testbed TESTBED = new Testbed();
    }

    private final Workspace workspace = Workspace.open();
    private final Binaries binaries = Binaries.ofThisProject();
    private final Lazy<Exporter> exporter = new Lazy<>(this::startExporter);
    private final Lazy<Prometheus> prometheus = new Lazy<>(() -> Prometheus.start(workspace, binaries, exporter.get()));

    private final Lazy<SysdigStandIn> sysdig = new Lazy<>(this::startSysdig);
    private final Lazy<ControlPlane> controlPlane = new Lazy<>(() -> ControlPlane.start(workspace, binaries));
    private final Lazy<KubernetesClient> kubernetes = new Lazy<>(this::connect);

    private Testbed() {}

    public static Testbed shared() {
        return Shared.TESTBED;
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
