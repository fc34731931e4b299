package com.sysdig.autoscaler;

import com.sysdig.autoscaler.testbed.HandWrittenHpa;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One workload of {@link MissingDataIT}: it starts with two replicas, and two pods report its load. Annotated with a policy, or
 * with a HorizontalPodAutoscaler that somebody wrote by hand.
 */
record MissingDataRow(String namespace, String fault, String policy, int metrics) {
    /** In place of a policy: the type of the one metric. Missing data holds here, always. */
    static final Set<String> BY_HAND = Set.of("External", "Object", "Pods");

    private static final Testbed BED = Testbed.shared();
    private static final Map<String, String> LAST = Map.of("sysdig.com/function", "last", "sysdig.com/window", "30s");
    /** The other metric where there are two: it asks for one replica all the time, and is published last. */
    static final String CALM = "matrix_calm";

    static String metric(String fault) {
        return "matrix_" + fault.replace('-', '_');
    }

    String name() {
        return fault + "-" + policy.replace('/', '-').toLowerCase(Locale.ROOT) + "-" + metrics;
    }

    boolean raisesItsMinimum() {
        return policy.startsWith("at-least");
    }

    /** A higher minimum is reached without a look at the metrics. */
    boolean alwaysErrs() {
        return policy.equals("hold") || policy.equals("never-down") || isByHand();
    }

    /** How many pods of whatever a hand-written one scales are ready is not known to us. */
    boolean isPromised() {
        return !(isByHand() && fault.equals("agent-away"));
    }

    void create() {
        if (isByHand()) {
            workload().withReplicas(2).create(BED.kubernetes());
            writtenByHand().create(BED.kubernetes());
            return;
        }
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
        BED.exporter().remove(metric(fault), pod(1));
    }

    void endsItsSeries() {
        losesAPod();
        BED.exporter().remove(metric(fault), pod(0));
    }

    private void load(double total) {
        // Where series have names of real pods the first one has to show by itself that there is more load.
        var first = policy.equals("Pods") ? 0.8 : 0.4;
        BED.exporter().set(metric(fault), pod(0), total * first);
        BED.exporter().set(metric(fault), pod(1), total * (1 - first));
        BED.exporter().set(CALM, pod(0), 2);
        BED.exporter().set(CALM, pod(1), 2);
    }

    private HandWrittenHpa writtenByHand() {
        var hpa = HandWrittenHpa.of(workload(), 9);
        return switch (policy) {
            case "External" -> hpa.external(metric(fault), LAST, Map.of("kube_workload_name", List.of(name())), "10");
            case "Object" -> hpa.object("apps/v1/StatefulSet", name(), metric(fault), LAST, "10");
            default -> hpa.pods(metric(fault), LAST, "10");
        };
    }

    private boolean isByHand() {
        return BY_HAND.contains(policy);
    }

    /** A StatefulSet where series have to have the names of real pods. */
    private Workload workload() {
        return isByHand() ? Workload.statefulSet(namespace, name()) : Workload.deployment(namespace, name());
    }

    private Map<String, String> pod(int pod) {
        var labels = new HashMap<>(workload().series());
        labels.put("kube_pod_name", name() + "-" + pod);
        return labels;
    }
}
