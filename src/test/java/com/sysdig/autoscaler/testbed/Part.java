package com.sysdig.autoscaler.testbed;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A program of the test cluster, in the order in which the tests need them; then the tools of users and maintainers. */
public enum Part {
    ETCD("go.etcd.io/etcd/server/v3", ""),
    PROMETHEUS("github.com/prometheus/prometheus", "/cmd/prometheus"),
    KUBE_APISERVER("k8s.io/kubernetes", "/cmd/kube-apiserver"),
    KUBE_CONTROLLER_MANAGER("k8s.io/kubernetes", "/cmd/kube-controller-manager"),
    KUBE_SCHEDULER("k8s.io/kubernetes", "/cmd/kube-scheduler"),
    KWOK("sigs.k8s.io/kwok", "/cmd/kwok"),
    PROMTOOL("github.com/prometheus/prometheus", "/cmd/promtool"),
    ACTIONLINT("github.com/rhysd/actionlint", "/cmd/actionlint"),
    KUBECTL("k8s.io/kubernetes", "/cmd/kubectl"),
    HELM("helm.sh/helm/v4", "/cmd/helm");

    private final String module;
    private final String folder;

    Part(String module, String folder) {
        this.module = module;
        this.folder = folder;
    }

    /** What a control plane with Prometheus consists of. */
    static Set<Part> cluster() {
        return EnumSet.range(ETCD, KWOK);
    }

    /**
     * Tools with dependencies of their own have a Go module of their own, so that they do not move the cluster's; so has each
     * older Kubernetes.
     */
    String goFolder() {
        if (this == HELM || this == ACTIONLINT) {
            return "src/test/tools";
        }
        var older = Setting.KUBERNETES.value().filter(_ -> isKubernetes());
        return "src/test/cluster"
                + older.map(version -> "/kubernetes-" + version).orElse("");
    }

    private boolean isKubernetes() {
        return module.equals("k8s.io/kubernetes");
    }

    String module() {
        return module;
    }

    String mainPackage() {
        return module + folder;
    }

    String binary() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Without the tag Prometheus and promtool link every cloud's SDK: three times the build time. */
    List<String> buildTags() {
        return this == PROMETHEUS || this == PROMTOOL ? List.of("remove_all_sd") : List.of();
    }

    /** Without the version an API server calls itself v0.0.0 and clients stumble. */
    String linkerFlags(String version) {
        if (!isKubernetes()) {
            return "-s -w";
        }
        var numbers = version.substring(1).split("\\.", 3);
        var variable = "-X k8s.io/component-base/version.";
        return "-s -w %1$sgitVersion=%2$s %1$sgitMajor=%3$s %1$sgitMinor=%4$s"
                .formatted(variable, version, numbers[0], numbers[1]);
    }
}
