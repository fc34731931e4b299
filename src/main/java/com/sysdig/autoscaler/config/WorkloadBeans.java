package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.workload.ReplicaIdentity;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what the reconcilers need beside the settings. */
final class WorkloadBeans {
    @Produces
    @Singleton
    HpaGenerator generator(AnnotationSettings settings) {
        return new HpaGenerator(settings.replicasCeiling());
    }

    /** In a pod, the host's name is the pod's. */
    @Produces
    @Singleton
    ReplicaIdentity identity(@ConfigProperty(name = "hostname") Optional<String> hostname) {
        return ReplicaIdentity.on(hostname.orElse("sysdig-autoscaler"));
    }
}
