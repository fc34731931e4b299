package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.EnumSet;
import java.util.Map;

/** kube-scheduler, kwok and one node without a kubelet: pods are scheduled and become Ready. */
final class ReadyPods {

    private static final Map<String, Quantity> CAPACITY =
            Map.of("pods", new Quantity("10k"), "cpu", new Quantity("10k"), "memory", new Quantity("10Ti"));

    private ReadyPods() {}

    static ReadyPods start(Workspace workspace, Binaries binaries, Kubeconfig admin, Kubeconfig scheduler) {
        binaries.ensure(EnumSet.of(Part.KUBE_SCHEDULER, Part.KWOK));
        workspace.start(
                "kube-scheduler",
                binaries.path(Part.KUBE_SCHEDULER),
                "--kubeconfig=" + scheduler.file(),
                "--authentication-kubeconfig=" + scheduler.file(),
                "--authorization-kubeconfig=" + scheduler.file(),
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + Ports.free());
        workspace.start(
                "kwok",
                binaries.path(Part.KWOK),
                "--kubeconfig=" + admin.file(),
                "--manage-all-nodes=true",
                "--node-lease-duration-seconds=40",
                "--config=" + Checkout.resource("kwok-stages.yaml"),
                "--server-address=127.0.0.1:" + Ports.free());
        createNode(admin);
        return new ReadyPods();
    }

    private static void createNode(Kubeconfig admin) {
        try (var client = admin.client()) {
            client.resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName("testbed")
                            .addToLabels("kubernetes.io/hostname", "testbed")
                            .addToAnnotations("kwok.x-k8s.io/node", "fake")
                            .endMetadata()
                            .withNewStatus()
                            .withCapacity(CAPACITY)
                            .withAllocatable(CAPACITY)
                            .endStatus()
                            .build())
                    .create();
        }
    }
}
