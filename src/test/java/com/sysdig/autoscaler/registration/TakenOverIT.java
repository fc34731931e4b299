package com.sysdig.autoscaler.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Another adapter is installed beside the product that runs, and removed again. */
class TakenOverIT {
    private static final String METER =
            "sysdig_autoscaler_api_service{api=\"v1beta1.external.metrics.k8s.io\",state=\"%s\"} 1.0";

    private final Testbed testbed = Testbed.shared();
    private final Product product = testbed.product();

    @Test
    void takeoverIsToldEverywhereAndNeverUndoneUntilTheOtherAdapterGoes() {
        Edits.edit(
                live(),
                service -> new APIServiceBuilder(service)
                        .editSpec()
                        .withNewService("keda-metrics-apiserver", "keda", 443)
                        .endSpec()
                        .build());
        await("metric, report and Event tell of it within one minute, all of them")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(this::isTold);
        assertThat(product.log())
                .filteredOn(line -> line.contains("belongs to keda/keda-metrics-apiserver"))
                .hasSize(1);
        assertThat(live().get().getSpec().getService().getName()).isEqualTo("keda-metrics-apiserver");
        live().delete();
        // What is missing is left so for 45 seconds, for the sake of an uninstall.
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(product.managed("/q/metrics")).contains(METER.formatted("current")));
        assertThat(product.log()).anySatisfy(line -> assertThat(line).contains("is ours; it belonged to keda/"));
    }

    private Resource<APIService> live() {
        return testbed.kubernetes().apiServices().withName("v1beta1.external.metrics.k8s.io");
    }

    private void isTold() {
        assertThat(product.managed("/q/metrics")).contains(METER.formatted("foreign"));
        assertThat(product.managed("/q/health/ready"))
                .contains("belongs to keda/keda-metrics-apiserver")
                .contains("\"status\": \"UP\"");
        assertThat(testbed.kubernetes()
                        .events()
                        .v1()
                        .events()
                        .inNamespace("sysdig-autoscaler")
                        .list()
                        .getItems())
                .anySatisfy(event -> {
                    assertThat(event.getReason()).isEqualTo("ApiServiceForeign");
                    assertThat(event.getNote()).contains("keda/keda-metrics-apiserver");
                });
    }
}
