package com.sysdig.autoscaler.workload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Reads of Deployments and StatefulSets how many pods they have, and not what these are made of: some 150 classes, which Jackson
 * looks at one by one before the first list is read, with a lock that every other reply of the API server waits for.
 */
@RegisterForReflection(targets = {WorkloadsInBrief.Wanted.class, WorkloadsInBrief.Ready.class})
public final class WorkloadsInBrief {
    private WorkloadsInBrief() {}

    /** For whoever reads them. */
    public static void into(ObjectMapper mapper) {
        List.of(DeploymentSpec.class, StatefulSetSpec.class).forEach(spec -> mapper.addMixIn(spec, Wanted.class));
        List.of(DeploymentStatus.class, StatefulSetStatus.class)
                .forEach(status -> mapper.addMixIn(status, Ready.class));
    }

    @JsonIgnoreProperties(
            value = {"selector", "strategy", "template", "updateStrategy", "volumeClaimTemplates"},
            allowGetters = true)
    interface Wanted {}

    @JsonIgnoreProperties(value = "conditions", allowGetters = true)
    interface Ready {}
}
