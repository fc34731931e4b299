package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A Kubernetes API server with its controller manager, and three users of it. */
public sealed interface ControlPlane permits LocalControlPlane, RemoteControlPlane {

    /** May everything. */
    Kubeconfig admin();

    /** The product's own user: only what its role grants. */
    Kubeconfig operator();

    /** A known user without any right. */
    Kubeconfig stranger();

    /** How roles are bound to {@link #operator()}. */
    Subject operatorSubject();

    /** The name under which the API server reaches programs of this machine. */
    String thisMachine();

    /** Lets the API server reach this port of this machine. */
    void admit(int port);

    /**
     * The port on which it shows a client certificate to webhooks, by the name {@code webhook-client}; empty where nobody
     * configured that.
     */
    OptionalInt certifiedPort();

    /** What {@link #operator()} did and tried, a JSON event a line; empty where the API server writes none for us. */
    Optional<Path> audit();

    /**
     * From here on each HorizontalPodAutoscaler is looked at so often, one at a time, where that is ours to say: a read that
     * hangs holds up all the others. Null for what is usual in tests.
     */
    void hpaPeriod(@Nullable Duration period);

    /** From here on pods become Ready, on a node that needs no kubelet where there is no real one. */
    void readyPods();

    /**
     * A kubeconfig that was named for this, else k3s of a version that was named, else local binaries, else k3s in a container. Never the current context: it
     * may be production.
     */
    static ControlPlane start(Workspace workspace, Binaries binaries) {
        var named = Setting.KUBECONFIG.path();
        if (named.isPresent()) {
            return RemoteControlPlane.named(new Kubeconfig(named.get()), workspace);
        }
        if (Setting.K3S.value().isPresent()) {
            return K3s.start(workspace);
        }
        var parts = EnumSet.of(Part.ETCD, Part.KUBE_APISERVER, Part.KUBE_CONTROLLER_MANAGER);
        if (binaries.obtainable(parts)) {
            binaries.ensure(parts);
            return LocalControlPlane.start(workspace, binaries);
        }
        if (K3s.possible()) {
            return K3s.start(workspace);
        }
        throw new IllegalStateException("""
                No Kubernetes for the tests. One of these is needed:
                1. a kubeconfig of a cluster for tests, named by %s;
                2. Go 1.26 or newer, to build the control plane once (or its binaries in a folder named by %s);
                3. a container engine (Docker or the like) that answers, for k3s.""".formatted(Setting.KUBECONFIG, Setting.BINARIES));
    }
}
