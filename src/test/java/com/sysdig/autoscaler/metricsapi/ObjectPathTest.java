package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectPathTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "namespaces/shop/pods/web-1/m, One[of=POD; namespace=shop; name=web-1; metric=m]",
        "namespaces/shop/pods/*/m, Pods[namespace=shop; metric=m]",
        "namespaces/shop/deployments.apps/web/m, One[of=DEPLOYMENT; namespace=shop; name=web; metric=m]",
        "namespaces/shop/deployments/web/m, One[of=DEPLOYMENT; namespace=shop; name=web; metric=m]",
        "namespaces/shop/statefulsets.apps/web/m, One[of=STATEFUL_SET; namespace=shop; name=web; metric=m]",
        "namespaces/shop/services/deployment;web/m, One[of=SERVICE; namespace=shop; name=deployment;web; metric=m]",
        "namespaces/shop/nodes/n1/m, One[of=NODE; namespace=shop; name=n1; metric=m]",
        "nodes/n1/m, One[of=NODE; namespace=; name=n1; metric=m]",
        "namespaces/shop/metrics/m, One[of=NAMESPACE; namespace=shop; name=shop; metric=m]",
    })
    void pathsMeanObjects(String path, String meaning) {
        assertThat(ObjectPath.of(List.of(path.split("/", -1))).toString().replace(", ", "; "))
                .isEqualTo(meaning);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "namespaces/shop/m, BAD_REQUEST, too short",
        "namespaces/shop, NOT_FOUND, no such path",
        "pods/web-1/m, NOT_FOUND, lie in a namespace",
        "namespaces/shop/ingresses.networking.k8s.io/web/m, NOT_FOUND, there are those of pods",
        "namespaces/shop/deploy/web/m, NOT_FOUND, no metrics of deploy",
        "namespaces/shop/services/*/m, NOT_FOUND, only pods",
        "namespaces/shop/namespaces/other/m, NOT_FOUND, namespaces/<namespace>/metrics/<metric>",
        "nodes/*/m, NOT_FOUND, only pods",
        "namespaces/shop/pods/web-1/m/x, NOT_FOUND, no such path",
        "nodes/n1, NOT_FOUND, no such path",
        "x, NOT_FOUND, no such path",
    })
    void otherPathsAreErrorsThatSayWhy(String path, String reason, String message) {
        assertThat(ObjectPath.of(List.of(path.split("/", -1))))
                .isInstanceOfSatisfying(ObjectPath.Unserved.class, unserved -> {
                    assertThat(unserved.reason().name()).isEqualTo(reason);
                    assertThat(unserved.message()).contains(message);
                });
    }
}
