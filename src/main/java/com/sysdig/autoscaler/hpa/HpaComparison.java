package com.sysdig.autoscaler.hpa;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import java.util.Map;

/**
 * Does an HorizontalPodAutoscaler of the cluster say what we wrote? The whole spec counts, since all of it follows from
 * the annotations: metrics and limits added by hand are differences, defaults filled in by the API server are not, and
 * quantities are numbers ({@code 1} is {@code 1000m}). Of the labels only ours count.
 */
public final class HpaComparison {
    /** What the API server does with {@code tolerance}; a switched-off gate drops it, and older ones than 1.33 refuse it. */
    public enum Tolerance {
        KEPT,
        DROPPED
    }

    private HpaComparison() {}

    public static boolean agree(HorizontalPodAutoscaler live, HorizontalPodAutoscaler desired, Tolerance tolerance) {
        return labels(live.getMetadata())
                        .entrySet()
                        .containsAll(labels(desired.getMetadata()).entrySet())
                && agree(live.getSpec(), desired.getSpec(), tolerance);
    }

    /** Whether {@code written} asks for a tolerance that {@code answered} lacks, and both say the same otherwise. */
    public static boolean lostTolerance(HorizontalPodAutoscaler written, HorizontalPodAutoscaler answered) {
        return agree(answered.getSpec(), written.getSpec(), Tolerance.DROPPED)
                && EffectiveBehavior.of(written.getSpec(), Tolerance.KEPT)
                        .hasToleranceBeyond(EffectiveBehavior.of(answered.getSpec(), Tolerance.KEPT));
    }

    /** Whether it asks for one in any direction. */
    public static boolean hasTolerance(HorizontalPodAutoscalerSpec spec) {
        return EffectiveBehavior.of(spec, Tolerance.KEPT)
                .hasToleranceBeyond(EffectiveBehavior.of(spec, Tolerance.DROPPED));
    }

    private static boolean agree(
            HorizontalPodAutoscalerSpec live, HorizontalPodAutoscalerSpec desired, Tolerance tolerance) {
        return desired.getScaleTargetRef().equals(live.getScaleTargetRef())
                && desired.getMinReplicas().equals(live.getMinReplicas())
                && desired.getMaxReplicas().equals(live.getMaxReplicas())
                && desired.getMetrics().equals(live.getMetrics())
                && EffectiveBehavior.of(desired, tolerance).equals(EffectiveBehavior.of(live, tolerance));
    }

    private static Map<String, String> labels(ObjectMeta metadata) {
        return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }
}
