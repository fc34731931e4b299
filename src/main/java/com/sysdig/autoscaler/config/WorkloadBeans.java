package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.workload.ReplicaIdentity;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what the reconcilers need beside the settings. */
final class WorkloadBeans {
    @Produces
    @Singleton
    HpaGenerator generator(AnnotationSettings settings) {
        return new HpaGenerator(settings.replicasCeiling());
    }

    /** In a pod, the host's name is the pod's; {@code POD_IP} may have a port, where another leads to ours. */
    @Produces
    @Singleton
    ReplicaIdentity identity(
            @ConfigProperty(name = "hostname") Optional<String> hostname,
            @ConfigProperty(name = "pod.ip") Optional<String> podIp,
            @ConfigProperty(name = "quarkus.http.ssl-port") int port) {
        return ReplicaIdentity.on(
                hostname.orElse("sysdig-autoscaler"), podIp.orElseGet(WorkloadBeans::hostAddress), port);
    }

    /** In a pod the pod's: its host's name is in its hosts file. */
    private static String hostAddress() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException _) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
