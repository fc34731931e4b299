package com.sysdig.autoscaler;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.util.HashMap;
import java.util.Map;

/** One workload of {@link MissingDataIT}: it starts with two replicas, and two pods report its load. */
record MissingDataRow(String namespace, String fault, String policy, int metrics) {
    private static final Testbed BED = Testbed.shared();
    /** The other metric where there are two: it asks for one replica all the time, and is published last. */
    static final String CALM = "matrix_calm";

    static String metric(String fault) {
        return "matrix_" + fault.replace('-', '_');
    }

    String name() {
        return fault + "-" + policy.replace('/', '-') + "-" + metrics;
    }

    boolean raisesItsMinimum() {
        return policy.startsWith("at-least");
    }

    /** A higher minimum is reached without a look at the metrics. */
    boolean alwaysErrs() {
        return policy.equals("hold") || policy.equals("never-down");
    }

    void create() {
        var one = workload()
                .withReplicas(2)
                .with("scale-metric", metric(fault))
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "9")
                .with("scale-down-stabilization", "0s")
                .with("scale-up-policies", "100 pods/1s")
                .with("scale-on-missing", policy);
        var all = metrics == 1
                ? one
                : one.with("scale-metric.calm", CALM)
                        .with("scale-function.calm", "last")
                        .with("scale-window.calm", "30s")
                        .with("scale-target.calm", "10");
        all.create(BED.kubernetes());
    }

    /** Asks for one replica. */
    void isIdle() {
        load(4);
    }

    /** Asks for two replicas. */
    void isBusy() {
        load(15);
    }

    /** One pod's series end; what is left asks for one replica. */
    void losesAPod() {
        BED.exporter().remove(metric(fault), pod("b"));
    }

    void endsItsSeries() {
        losesAPod();
        BED.exporter().remove(metric(fault), pod("a"));
    }

    private void load(double total) {
        BED.exporter().set(metric(fault), pod("a"), total * 0.4);
        BED.exporter().set(metric(fault), pod("b"), total * 0.6);
        BED.exporter().set(CALM, pod("a"), 2);
        BED.exporter().set(CALM, pod("b"), 2);
    }

    private Workload workload() {
        return Workload.deployment(namespace, name());
    }

    private Map<String, String> pod(String pod) {
        var labels = new HashMap<>(workload().series());
        labels.put("kube_pod_name", name() + "-" + pod);
        return labels;
    }
}
