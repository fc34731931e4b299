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
    /** The other metric where there are two: it asks for one replica all the time, and is published last. */
    static final String CALM = "matrix_calm";

    /** The last good number counts for so short a time that it ends within the fault. */
    static final String EXPIRING = "last-known/20s";

    /** No failures, or such that Sysdig may be over with any moment: asked again within two intervals. */
    private static final Set<String> ASKED_AS_USUAL = Set.of(
            "unavailable",
            "slow",
            "empty",
            "nan",
            "infinite",
            "infinite-negative",
            "negative",
            "several",
            "warnings",
            "old",
            "hole",
            "agent-away",
            "interrupted");

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
        return Set.of("hold", "never-down", EXPIRING).contains(policy) || isByHand();
    }

    /** How many pods of whatever a hand-written one scales are ready is not known to us. */
    boolean isPromised() {
        return !(isByHand() && fault.equals("agent-away"));
    }

    /**
     * Where a fault or a policy is nearly another one, few rows tell as much as all. Of those that somebody wrote there are as
     * many as a namespace may have.
     */
    boolean isOfInterest() {
        return switch (fault) {
            case "infinite-negative" -> metrics == 1 && policy.equals("hold");
            case "interrupted-rate" ->
                metrics == 1 && Set.of("hold", "External").contains(policy);
            case "interrupted" -> !Set.of(EXPIRING, "Object", "Pods").contains(policy);
            case "unavailable", "empty" -> metrics == 1 || !policy.equals(EXPIRING);
            default -> !policy.equals(EXPIRING);
        };
    }

    boolean isAskedAsUsual() {
        return ASKED_AS_USUAL.contains(fault);
    }

    /** Less load has to be told from fewer samples. */
    boolean losesSamples() {
        return fault.equals("hole") || isInterrupted();
    }

    /** A rate rises as slowly as its window moves on. */
    boolean risesAtOnce() {
        return !isRate();
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
                .with("scale-function", function())
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

    /** Asks for four replicas. */
    void isBusier() {
        load(35);
    }

    /** One pod's series end; what is left asks for one replica. */
    void losesAPod() {
        BED.exporter().remove(metric(fault), pod(1));
    }

    void endsItsSeries() {
        losesAPod();
        BED.exporter().remove(metric(fault), pod(0));
    }

    /** Never for as long as the window, in which there are some samples all the time. */
    void isInterruptedAndIdle() {
        BED.exporter().interrupt(metric(fault));
        isIdle();
    }

    void isResumed() {
        BED.exporter().resume(metric(fault));
    }

    boolean isInterrupted() {
        return fault.startsWith("interrupted");
    }

    private boolean isRate() {
        return fault.endsWith("rate");
    }

    private String function() {
        return isRate() ? "rate" : "last";
    }

    private void load(double total) {
        // Where series have names of real pods the first one has to show by itself that there is more load.
        var first = policy.equals("Pods") ? 0.8 : 0.4;
        publish(pod(0), total * first);
        publish(pod(1), total * (1 - first));
        BED.exporter().set(CALM, pod(0), 2);
        BED.exporter().set(CALM, pod(1), 2);
    }

    private void publish(Map<String, String> pod, double load) {
        if (isRate()) {
            BED.exporter().count(metric(fault), pod, load);
        } else {
            BED.exporter().set(metric(fault), pod, load);
        }
    }

    private HandWrittenHpa writtenByHand() {
        var hpa = HandWrittenHpa.of(workload(), 9);
        var how = Map.of("sysdig.com/function", function(), "sysdig.com/window", "30s");
        return switch (policy) {
            case "External" -> hpa.external(metric(fault), how, Map.of("kube_workload_name", List.of(name())), "10");
            case "Object" -> hpa.object("apps/v1/StatefulSet", name(), metric(fault), how, "10");
            default -> hpa.pods(metric(fault), how, "10");
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
