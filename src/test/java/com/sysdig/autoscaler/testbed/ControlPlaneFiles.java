package com.sysdig.autoscaler.testbed;

import java.nio.file.Path;
import java.util.List;

/** Keys, certificates and tokens that the local control plane reads. */
record ControlPlaneFiles(Workspace workspace, String authority) {

    static ControlPlaneFiles write(Workspace workspace) {
        var cluster = new Authority("testbed-ca");
        var frontProxy = new Authority("testbed-front-proxy-ca");
        var files = new ControlPlaneFiles(workspace, cluster.certificate());
        workspace.write("ca.crt", cluster.certificate());
        workspace.write("front-proxy-ca.crt", frontProxy.certificate());
        files.pair("apiserver", cluster.serving(List.of("localhost", "kubernetes", "kubernetes.default.svc")));
        files.pair("front-proxy-client", frontProxy.client("front-proxy-client"));
        files.pair("webhook-client", cluster.client("webhook-client"));
        files.serviceAccountKeys();
        workspace.write("tokens.csv", LocalControlPlane.tokenLines());
        return files;
    }

    Path file(String name) {
        return workspace.file(name);
    }

    /** Lets the API server show a client certificate to webhooks on this port of our Service, and on no other. */
    Path admission(int port) {
        var kubeconfig = workspace.write("webhooks.kubeconfig", """
                apiVersion: v1
                kind: Config
                users:
                - name: %s.%s.svc:%d
                  user: {client-certificate: %s, client-key: %s}
                """.formatted(
                        Installation.SERVICE,
                        Installation.NAMESPACE,
                        port,
                        file("webhook-client.crt"),
                        file("webhook-client.key")));
        return workspace.write("admission.yaml", """
                apiVersion: apiserver.config.k8s.io/v1
                kind: AdmissionConfiguration
                plugins:
                - name: ValidatingAdmissionWebhook
                  configuration:
                    apiVersion: apiserver.config.k8s.io/v1
                    kind: WebhookAdmissionConfiguration
                    kubeConfigFile: %s
                """.formatted(kubeconfig));
    }

    private void pair(String name, Authority.Issued issued) {
        workspace.write(name + ".crt", issued.certificate());
        workspace.write(name + ".key", issued.key());
    }

    private void serviceAccountKeys() {
        var keys = Authority.keys("RSA");
        workspace.write("sa.key", Authority.pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        workspace.write("sa.pub", Authority.pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    }
}
