package com.sysdig.autoscaler.testbed;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person may tell the testbed, by system property or environment variable. */
public enum Setting {
    KUBECONFIG("testbed.kubeconfig", "SYSDIG_AUTOSCALER_TESTBED_KUBECONFIG"),
    /** Where a named cluster reaches this machine. */
    HOST("testbed.host", "SYSDIG_AUTOSCALER_TESTBED_HOST"),
    BINARIES("testbed.binaries", "SYSDIG_AUTOSCALER_TESTBED_BINARIES"),
    CACHE("testbed.cache", "SYSDIG_AUTOSCALER_TESTBED_CACHE"),
    /** An older Kubernetes of the local programs, {@code 1.30}: {@code src/test/cluster/kubernetes-1.30} has its Go module. */
    KUBERNETES("testbed.kubernetes", "SYSDIG_AUTOSCALER_TESTBED_KUBERNETES"),
    /** A version of k3s, {@code v1.34.1-k3s1}: then k3s in a container comes before local programs. */
    K3S("testbed.k3s", "SYSDIG_AUTOSCALER_TESTBED_K3S"),
    /** A native executable or another jar of the product. */
    PRODUCT("testbed.product", "SYSDIG_AUTOSCALER_TESTBED_PRODUCT"),
    /** How often the exporter is scraped: Sysdig's agents send every ten seconds. */
    SCRAPE_INTERVAL("testbed.scrape-interval", "SYSDIG_AUTOSCALER_TESTBED_SCRAPE_INTERVAL"),
    /** Of the local controller manager: how often each HorizontalPodAutoscaler is looked at. */
    HPA_PERIOD("testbed.hpa-period", "SYSDIG_AUTOSCALER_TESTBED_HPA_PERIOD"),
    /** Of the local controller manager: requests per second of each of its controllers. */
    CONTROLLER_QPS("testbed.controller-qps", "SYSDIG_AUTOSCALER_TESTBED_CONTROLLER_QPS");

    private final String property;
    private final String variable;

    Setting(String property, String variable) {
        this.property = property;
        this.variable = variable;
    }

    public Optional<String> value() {
        return Stream.of(System.getProperty(property, ""), System.getenv().getOrDefault(variable, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** For this JVM, unless a person has told something else. */
    public void orElse(String other) {
        if (value().isEmpty()) {
            System.setProperty(property, other);
        }
    }

    Optional<Path> path() {
        return value().map(Path::of);
    }

    @Override
    public String toString() {
        return "-D" + property + " or " + variable;
    }
}
