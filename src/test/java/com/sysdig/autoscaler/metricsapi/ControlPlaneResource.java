package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.testbed.Ports;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A real API server that reaches the application under test under the Service {@code sysdig-autoscaler}. */
public final class ControlPlaneResource implements QuarkusTestResourceLifecycleManager {
    private static final String KUBECONFIG = "kubeconfig";

    @Override
    public Map<String, String> start() {
        var testbed = Testbed.shared().withoutProduct();
        var namespace = testbed.namespace("serving");
        testbed.kubernetes()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("sysdig-autoscaler")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ExternalName")
                        .withExternalName(testbed.controlPlane().thisMachine())
                        .endSpec()
                        .build())
                .create();
        var kubeconfig = testbed.controlPlane().admin().file().toString();
        System.setProperty(KUBECONFIG, kubeconfig);
        var port = Integer.toString(Ports.free());
        var settings = new HashMap<String, String>();
        settings.put(KUBECONFIG, kubeconfig);
        settings.put("quarkus.http.test-ssl-port", port);
        settings.put("autoscaler.service.port", port);
        settings.put("autoscaler.service.namespace", namespace);
        settings.put("sysdig.url", "http://127.0.0.1:9");
        settings.put("sysdig.api-token", "none");
        settings.put("sysdig.cluster-name", "prod");
        return settings;
    }

    @Override
    public void stop() {
        var kubernetes = Testbed.shared().kubernetes();
        kubernetes.apiServices().withName("v1beta1.external.metrics.k8s.io").delete();
        kubernetes
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("sysdig-autoscaler")
                .delete();
        System.clearProperty(KUBECONFIG);
    }
}
