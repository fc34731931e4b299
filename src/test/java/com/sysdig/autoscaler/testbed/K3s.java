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
                "--kube-controller-manager-arg=horizontal-pod-autoscaler-sync-period=1s");
        workspace.onClose(container::close);
        // Only a container that starts after the first exposed port can reach later ones.
        Testcontainers.exposeHostPorts(Ports.free());
        container.start();
        var admin = new Kubeconfig(workspace.write("k3s.kubeconfig", container.getKubeConfigYaml()));
        return RemoteControlPlane.of(
                admin, workspace, GenericContainer.INTERNAL_HOST_HOSTNAME, Testcontainers::exposeHostPorts);
    }
}
