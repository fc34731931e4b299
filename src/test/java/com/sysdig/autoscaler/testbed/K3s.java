package com.sysdig.autoscaler.testbed;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** k3s in a container, where a container engine answers. */
final class K3s {

    private static final String VERSION = "v1.34.1-k3s1";

    private K3s() {}

    static boolean possible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // closed with the workspace
    static ControlPlane start(Workspace workspace) {
        var container = new K3sContainer(
                DockerImageName.parse("rancher/k3s:" + Setting.K3S.value().orElse(VERSION)));
        container.withAccessToHost(true);
        container.setCommand(
                "server",
                "--disable=traefik,metrics-server",
                "--tls-san=" + container.getHost(),
                // Its tunnel leads to no ExternalName (k3s-io/k3s#7971), which all routes to the product are.
                "--egress-selector-mode=disabled",
                // k3s' own front proxy; and the one as which tests pose, which is added to the first.
                "--kube-apiserver-arg=requestheader-allowed-names=system:auth-proxy",
                "--kube-apiserver-arg=requestheader-allowed-names=front-proxy-client",
                "--kube-controller-manager-arg=horizontal-pod-autoscaler-sync-period=1s",
                // or a hundred autoscalers wait for each other's reads
                "--kube-controller-manager-arg=kube-api-qps=200",
                "--kube-controller-manager-arg=kube-api-burst=400");
        workspace.onClose(container::close);
        // Only a container that starts after the first exposed port can reach later ones.
        Testcontainers.exposeHostPorts(Ports.free());
        container.start();
        var admin = new Kubeconfig(workspace.write("k3s.kubeconfig", container.getKubeConfigYaml()));
        return RemoteControlPlane.of(
                admin, workspace, GenericContainer.INTERNAL_HOST_HOSTNAME, Testcontainers::exposeHostPorts);
    }
}
