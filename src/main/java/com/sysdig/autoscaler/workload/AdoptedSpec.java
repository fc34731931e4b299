package com.sysdig.autoscaler.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.sysdig.autoscaler.catalog.MetricAddress;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a HorizontalPodAutoscaler said before we took it over. It stands in an annotation of the object itself, so that it
 * lives exactly as long; the annotation is also the only mark of one that is taken over, and the last thing to go.
 */
sealed interface AdoptedSpec {
    /** In JSON, as of {@code autoscaling/v2}. */
    String ANNOTATION = "sysdig.com/adopted-spec";

    /** Strict, where the client's own would read YAML as well. */
    ObjectReader JSON = new ObjectMapper()
            .readerFor(HorizontalPodAutoscalerSpec.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** It was not taken over. */
    record None() implements AdoptedSpec {}

    /** It was taken over. */
    sealed interface Kept extends AdoptedSpec {
        /** Of the workload for which it was taken over. */
        CrossVersionObjectReference target();
    }

    /** As it was saved, or as somebody wrote it there since. */
    record Saved(HorizontalPodAutoscalerSpec spec) implements Kept {
        @Override
        public CrossVersionObjectReference target() {
            return spec.getScaleTargetRef();
        }
    }

    /**
     * Somebody edited the annotation so that it cannot be read.
     *
     * @param target what it scales now
     * @param fault completes "it cannot be given back, because "
     */
    record Broken(CrossVersionObjectReference target, String fault) implements Kept {}

    static AdoptedSpec of(HorizontalPodAutoscaler hpa) {
        String text = annotation(hpa.getMetadata()).get(ANNOTATION);
        return text == null ? new None() : read(text, hpa.getSpec().getScaleTargetRef());
    }

    /** That annotation, or none. */
    static Map<String, String> annotation(ObjectMeta metadata) {
        @Nullable Map<String, String> all = metadata.getAnnotations();
        return all == null || !all.containsKey(ANNOTATION) ? Map.of() : Map.of(ANNOTATION, all.get(ANNOTATION));
    }

    static String text(HorizontalPodAutoscalerSpec spec) {
        return Serialization.asJson(spec);
    }

    /** Whether only we can have written it: it asks for metrics under the selector that we generate. */
    static boolean isGenerated(HorizontalPodAutoscalerSpec spec) {
        return spec.getMetrics().stream()
                .flatMap(metric -> Optional.ofNullable(metric.getExternal()).stream())
                .flatMap(external -> Optional.ofNullable(external.getMetric().getSelector()).stream())
                .anyMatch(selector -> Optional.ofNullable(selector.getMatchLabels())
                        .orElse(Map.of())
                        .keySet()
                        .containsAll(Set.of(MetricAddress.WORKLOAD, MetricAddress.METRIC)));
    }

    private static AdoptedSpec read(String text, CrossVersionObjectReference target) {
        try {
            HorizontalPodAutoscalerSpec spec = JSON.readValue(text);
            return fault(spec)
                    .<AdoptedSpec>map(fault -> new Broken(target, fault))
                    .orElseGet(() -> new Saved(spec));
        } catch (JsonProcessingException _) {
            return new Broken(target, "it is not JSON of a HorizontalPodAutoscaler's spec");
        }
    }

    /** What the API server requires of every spec. */
    private static Optional<String> fault(@Nullable HorizontalPodAutoscalerSpec spec) {
        if (spec == null) {
            return Optional.of("it is empty");
        }
        if (!isWhole(spec.getScaleTargetRef())) {
            return Optional.of("it has no whole scaleTargetRef");
        }
        return spec.getMaxReplicas() == null ? Optional.of("it has no maxReplicas") : Optional.empty();
    }

    private static boolean isWhole(@Nullable CrossVersionObjectReference target) {
        return target != null && target.getKind() != null && target.getName() != null;
    }
}
