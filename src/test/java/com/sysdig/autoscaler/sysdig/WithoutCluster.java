package com.sysdig.autoscaler.sysdig;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The whole program, for its REST client and guards, except for what would begin to talk to Kubernetes or to poll. */
public final class WithoutCluster implements QuarkusTestProfile {
    private static final String CONFIG = "com.sysdig.autoscaler.config.";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                CONFIG + "Serving," + CONFIG + "PollLoopLife," + CONFIG + "WebhookLife," + CONFIG + "ReconcilersLife,"
                        + CONFIG + "PeersLife",
                "quarkus.kubernetes-client.api-server-url",
                "http://127.0.0.1:1",
                "quarkus.http.host-enabled",
                "false",
                "quarkus.management.host-enabled",
                "false",
                "sysdig.region",
                "us1",
                "sysdig.cluster-name",
                "test",
                "autoscaler.service.namespace",
                "test");
    }
}
