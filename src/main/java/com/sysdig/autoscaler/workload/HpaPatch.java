package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON patch of the object that was looked at: what was written to it since then makes a conflict, and so does another
 * object in its place. Unlike an apply it takes out what others added.
 */
record HpaPatch(HorizontalPodAutoscaler live, List<Operation> operations) {
    private static final PatchContext CONTEXT = new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(HpaGenerator.MANAGER)
            .build();

    record Operation(String op, String path, @Nullable Object value) {}

    HpaPatch {
        operations = List.copyOf(operations);
    }

    static HpaPatch of(HorizontalPodAutoscaler live) {
        return new HpaPatch(
                live,
                List.of(
                        new Operation(
                                "replace",
                                "/metadata/resourceVersion",
                                live.getMetadata().getResourceVersion()),
                        new Operation(
                                "replace", "/metadata/uid", live.getMetadata().getUid())));
    }

    HpaPatch with(String op, String path, @Nullable Object value) {
        return new HpaPatch(
                live,
                Stream.concat(operations.stream(), Stream.of(new Operation(op, path, value)))
                        .toList());
    }

    HorizontalPodAutoscaler apply(KubernetesClient client) {
        return client.resource(live).patch(CONTEXT, Serialization.asJson(operations));
    }
}
