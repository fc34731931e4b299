package com.sysdig.autoscaler.sysdig;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Quarkus with the REST client, and without the parts that talk to Kubernetes. */
public final class WithoutCluster implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                "com.sysdig.autoscaler.workload.**,com.sysdig.autoscaler.metricsapi.**,"
                        + "com.sysdig.autoscaler.certificates.**,com.sysdig.autoscaler.registration.**,"
                        + "com.sysdig.autoscaler.telemetry.**,com.sysdig.autoscaler.config.**",
                "quarkus.operator-sdk.start-operator",
                "false",
                "quarkus.http.host-enabled",
                "false",
                "quarkus.management.host-enabled",
                "false");
    }
}
