package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Marks a HorizontalPodAutoscaler as taken over, and undoes all that we did to it. */
@Needs(in = Needs.In.CLUSTER, group = "autoscaling", resource = "horizontalpodautoscalers", verbs = "patch")
@Singleton
final class Adoption {
    private final KubernetesClient client;
    private final Attempts attempts;

    Adoption(KubernetesClient client, Attempts attempts) {
        this.client = client;
        this.attempts = attempts;
    }

    /** Saves what it says, and nothing else: what we say instead is written once this is stored. */
    Written take(HorizontalPodAutoscaler theirs) {
        @Nullable Map<String, String> present = theirs.getMetadata().getAnnotations();
        var annotations = present == null ? new HashMap<String, String>() : new HashMap<>(present);
        annotations.put(AdoptedSpec.ANNOTATION, AdoptedSpec.text(theirs.getSpec()));
        // The whole map, because there may be none to add to; the version tells that nobody writes to it meanwhile.
        var patch = HpaPatch.of(theirs).with("add", "/metadata/annotations", annotations);
        return attempts.attempt(theirs, WriteKind.ADOPT, () -> patch.apply(client));
    }

    /**
     * First the spec, then the annotation and, with it, our name among the managers: fields that we owned would be conflicts for whoever
     * applies the object next. In one write the fields of the spec would be owned by us anew.
     */
    Written giveBack(HorizontalPodAutoscaler adopted) {
        if (!(AdoptedSpec.of(adopted) instanceof AdoptedSpec.Saved(var spec))) {
            throw new IllegalArgumentException("nothing is saved in " + adopted.getMetadata());
        }
        var restoring = HpaPatch.of(adopted).with("replace", "/spec", spec);
        return attempts.attempt(adopted, WriteKind.GIVE_BACK, () -> {
            var restored = adopted.getSpec().equals(spec) ? adopted : restoring.apply(client);
            return released(restored).apply(client);
        });
    }

    private static HpaPatch released(HorizontalPodAutoscaler restored) {
        var others = restored.getMetadata().getManagedFields().stream()
                .filter(entry -> !HpaGenerator.MANAGER.equals(entry.getManager()))
                .toList();
        // An empty list would be taken for "as before"; one empty entry means none.
        var managers = others.isEmpty() ? List.of(new ManagedFieldsEntry()) : others;
        return HpaPatch.of(restored)
                .with("remove", "/metadata/annotations/" + AdoptedSpec.ANNOTATION.replace("/", "~1"), null)
                .with("replace", "/metadata/managedFields", managers);
    }
}
