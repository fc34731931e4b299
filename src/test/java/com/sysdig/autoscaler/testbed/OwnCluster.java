package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A control plane beside the shared one, for tests that install the product as its users do. */
public final class OwnCluster implements AutoCloseable {
    private final Workspace workspace;
    private final ControlPlane controlPlane;
    private final KubernetesClient kubernetes;

    private OwnCluster(Workspace workspace) {
        this.workspace = workspace;
        this.controlPlane = ControlPlane.start(workspace, Binaries.ofThisProject());
        this.kubernetes = controlPlane.admin().client();
        workspace.onClose(kubernetes::close);
    }

    /** Somebody's cluster is only one: there such tests are left out. */
    public static OwnCluster start() {
        assumeThat(Setting.KUBECONFIG.value()).as("a cluster of its own").isEmpty();
        return new OwnCluster(Workspace.open());
    }

    public KubernetesClient kubernetes() {
        return kubernetes;
    }

    /** As an administrator, with nothing of the user's own configuration. */
    public Tool tool(Part part) {
        var home = workspace.file("home").toString();
        return Tool.of(part)
                .with(Map.of(
                        "KUBECONFIG", controlPlane.admin().file().toString(),
                        "HOME", home,
                        "HELM_CACHE_HOME", home,
                        "HELM_CONFIG_HOME", home,
                        "HELM_DATA_HOME", home));
    }

    /** The packaged product, with the rights of the ServiceAccount of an installation and these variables. */
    public Product product(Map<String, String> variables) {
        var made = Product.of(workspace, "product", serviceAccount(), variables);
        controlPlane.admit(made.https().getPort());
        made.restart();
        return made;
    }

    /** A folder as a Secret with a certificate for the Service of an installation is mounted. */
    public Path mountedCertificate() {
        var authority = new Authority("somebody else's");
        var issued = authority.serving(List.of(Installation.SERVICE + "." + Installation.NAMESPACE + ".svc"));
        workspace.write("tls.crt", issued.certificate());
        workspace.write("tls.key", issued.key());
        return workspace.write("ca.crt", authority.certificate()).getParent();
    }

    private Kubeconfig serviceAccount() {
        var token = kubernetes
                .serviceAccounts()
                .inNamespace(Installation.NAMESPACE)
                .withName("sysdig-autoscaler")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        return controlPlane.admin().as(token, workspace.file("pod.kubeconfig"));
    }

    @Override
    public void close() {
        workspace.close();
    }
}
