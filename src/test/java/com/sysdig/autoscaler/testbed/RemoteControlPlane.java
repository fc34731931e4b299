package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A whole cluster that somebody else runs; operator and stranger are service accounts, pods become Ready by themselves. */
record RemoteControlPlane(
        Kubeconfig admin, Kubeconfig operator, Kubeconfig stranger, String thisMachine, IntConsumer door)
        implements ControlPlane {

    private static final String NAMESPACE = "sysdig-autoscaler-testbed";
    private static final String OPERATOR = "operator";

    static RemoteControlPlane named(Kubeconfig admin, Workspace workspace) {
        return of(admin, workspace, Setting.HOST.value().orElse("localhost"), _ -> {});
    }

    static RemoteControlPlane of(Kubeconfig admin, Workspace workspace, String thisMachine, IntConsumer door) {
        try (var client = admin.client()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            return new RemoteControlPlane(
                    admin,
                    account(client, admin, workspace, OPERATOR),
                    account(client, admin, workspace, "stranger"),
                    thisMachine,
                    door);
        }
    }

    private static Kubeconfig account(KubernetesClient client, Kubeconfig admin, Workspace workspace, String name) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        var token = client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(Duration.ofHours(4).toSeconds())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return admin.as(token, workspace.file(name + ".kubeconfig"));
    }

    @Override
    public Subject operatorSubject() {
        return new SubjectBuilder()
                .withKind("ServiceAccount")
                .withName(OPERATOR)
                .withNamespace(NAMESPACE)
                .build();
    }

    @Override
    public OptionalInt certifiedPort() {
        return OptionalInt.empty();
    }

    @Override
    public void admit(int port) {
        door.accept(port);
    }

    @Override
    public Optional<Path> audit() {
        return Optional.empty();
    }

    @Override
    public void hpaPeriod(@Nullable Duration period) {
        // It has its own.
    }

    @Override
    public void readyPods() {
        // A whole cluster has nodes.
    }
}
