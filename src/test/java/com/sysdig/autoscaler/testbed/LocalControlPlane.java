package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** etcd, kube-apiserver and kube-controller-manager as plain processes on loopback ports. */
final class LocalControlPlane implements ControlPlane {

    private static final List<String> CONTROLLERS = List.of(
            "horizontal-pod-autoscaler-controller",
            "deployment-controller",
            "replicaset-controller",
            "statefulset-controller",
            "namespace-controller",
            "serviceaccount-controller",
            "garbage-collector-controller",
            "clusterrole-aggregation-controller",
            "root-ca-certificate-publisher-controller",
            "node-lifecycle-controller");

    /** Kubernetes' own. */
    private static final int HPA_WORKERS = 5;

    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - {level: Metadata, userGroups: [%s]}
            - {level: None}
            """.formatted(User.OPERATOR.group());

    private final Workspace workspace;
    private final Binaries binaries;
    private final ControlPlaneFiles files;
    private final int certifiedPort = Ports.free();
    private final String server;
    private @Nullable Child controllers;
    private final Lazy<ReadyPods> readyPods = new Lazy<>(this::startReadyPods);

    private LocalControlPlane(Workspace workspace, Binaries binaries) {
        this.workspace = workspace;
        this.binaries = binaries;
        files = ControlPlaneFiles.write(workspace);
        server = "https://127.0.0.1:" + startApiServer(startEtcd());
    }

    static LocalControlPlane start(Workspace workspace, Binaries binaries) {
        var controlPlane = new LocalControlPlane(workspace, binaries);
        try (var client = controlPlane.admin().client()) {
            controlPlane.until("the API server is ready", () -> isReady(client));
            controlPlane.controllers = controlPlane.startControllerManager(usualHpaPeriod(), HPA_WORKERS);
            controlPlane.until(
                    "the controllers work",
                    () -> client.serviceAccounts()
                                    .inNamespace("default")
                                    .withName("default")
                                    .get()
                            != null);
        }
        return controlPlane;
    }

    private String startEtcd() {
        var client = "http://127.0.0.1:" + Ports.free();
        var peer = "http://127.0.0.1:" + Ports.free();
        workspace.start(
                "etcd",
                binaries.path(Part.ETCD),
                "--data-dir=" + workspace.file("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        return client;
    }

    private int startApiServer(String etcd) {
        var port = Ports.free();
        workspace.start(
                "kube-apiserver",
                binaries.path(Part.KUBE_APISERVER),
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                "--admission-control-config-file=" + files.admission(certifiedPort),
                "--audit-policy-file=" + workspace.write("audit-policy.yaml", AUDIT_POLICY),
                "--audit-log-path=" + workspace.file("audit.log"),
                "--tls-cert-file=" + files.file("apiserver.crt"),
                "--tls-private-key-file=" + files.file("apiserver.key"),
                "--client-ca-file=" + files.file("ca.crt"),
                "--token-auth-file=" + files.file("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.file("sa.pub"),
                "--service-account-signing-key-file=" + files.file("sa.key"),
                "--requestheader-client-ca-file=" + files.file("front-proxy-ca.crt"),
                "--requestheader-allowed-names=front-proxy-client",
                "--requestheader-username-headers=X-Remote-User",
                "--requestheader-group-headers=X-Remote-Group",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-",
                "--proxy-client-cert-file=" + files.file("front-proxy-client.crt"),
                "--proxy-client-key-file=" + files.file("front-proxy-client.key"));
        return port;
    }

    private Child startControllerManager(String hpaPeriod, int hpaWorkers) {
        var kubeconfig = kubeconfig(User.CONTROLLER_MANAGER).file();
        int qps = Integer.parseInt(Setting.CONTROLLER_QPS.value().orElse("200"));
        return workspace.start(
                "kube-controller-manager",
                binaries.path(Part.KUBE_CONTROLLER_MANAGER),
                "--kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig,
                "--bind-address=127.0.0.1",
                "--secure-port=" + Ports.free(),
                "--leader-elect=false",
                "--service-account-private-key-file=" + files.file("sa.key"),
                "--root-ca-file=" + files.file("ca.crt"),
                "--use-service-account-credentials=true",
                "--controllers=" + String.join(",", CONTROLLERS),
                "--horizontal-pod-autoscaler-sync-period=" + hpaPeriod,
                "--concurrent-horizontal-pod-autoscaler-syncs=" + hpaWorkers,
                // or a hundred autoscalers wait for each other's reads
                "--kube-api-qps=" + qps,
                "--kube-api-burst=" + 2 * qps);
    }

    private static String usualHpaPeriod() {
        return Setting.HPA_PERIOD.value().orElse("1s");
    }

    private ReadyPods startReadyPods() {
        return ReadyPods.start(workspace, binaries, admin(), kubeconfig(User.SCHEDULER));
    }

    private static boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    private void until(String what, Callable<Boolean> condition) {
        try {
            await(what)
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(200))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + workspace.logs(20), e);
        }
    }

    private Kubeconfig kubeconfig(User user) {
        return Kubeconfig.write(workspace.file(user.token() + ".kubeconfig"), server, files.authority(), user.token());
    }

    @Override
    public Kubeconfig admin() {
        return kubeconfig(User.ADMIN);
    }

    @Override
    public Kubeconfig operator() {
        return kubeconfig(User.OPERATOR);
    }

    @Override
    public Kubeconfig stranger() {
        return kubeconfig(User.STRANGER);
    }

    @Override
    public Subject operatorSubject() {
        return new SubjectBuilder()
                .withApiGroup("rbac.authorization.k8s.io")
                .withKind("Group")
                .withName(User.OPERATOR.group())
                .build();
    }

    @Override
    public String thisMachine() {
        return "localhost";
    }

    @Override
    public OptionalInt certifiedPort() {
        return OptionalInt.of(certifiedPort);
    }

    @Override
    public void admit(int port) {
        // It runs on this machine.
    }

    @Override
    public Optional<Path> audit() {
        return Optional.of(workspace.file("audit.log"));
    }

    @Override
    public void readyPods() {
        readyPods.get();
    }

    @Override
    public void hpaPeriod(@Nullable Duration period) {
        if (controllers != null) {
            controllers.close();
        }
        controllers = period == null
                ? startControllerManager(usualHpaPeriod(), HPA_WORKERS)
                : startControllerManager(period.toSeconds() + "s", 1);
    }

    static String tokenLines() {
        return Arrays.stream(User.values()).map(User::tokenLine).collect(Collectors.joining());
    }
}
