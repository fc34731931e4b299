package com.sysdig.autoscaler.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the HPA controller gets when it asks for the first metric of the workload's HPA. */
sealed interface Reading {

    record Value(double amount) implements Reading {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f", amount);
        }
    }

    /** An error: the HPA holds. */
    record Refused(String message) implements Reading {
        @Override
        public String toString() {
            return "error";
        }
    }

    record NoHpa() implements Reading {
        @Override
        public String toString() {
            return "no HPA";
        }
    }

    static Reading of(Workload workload, KubernetesClient kubernetes) {
        return hpa(workload, kubernetes)
                .<Reading>map(hpa -> ask(path(hpa), kubernetes))
                .orElseGet(NoHpa::new);
    }

    static Optional<HorizontalPodAutoscaler> hpa(Workload workload, KubernetesClient kubernetes) {
        return Optional.ofNullable(kubernetes
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get());
    }

    /** The same request that the HPA controller sends. */
    static String path(HorizontalPodAutoscaler hpa) {
        var metric = hpa.getSpec().getMetrics().getFirst().getExternal().getMetric();
        var selector = metric.getSelector().getMatchLabels().entrySet().stream()
                .map(label -> label.getKey().replace("/", "%2F") + "%3D" + label.getValue())
                .collect(Collectors.joining("%2C"));
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/"
                + hpa.getMetadata().getNamespace() + "/" + metric.getName() + "?labelSelector=" + selector;
    }

    private static Reading ask(String path, KubernetesClient kubernetes) {
        try {
            var items = new ObjectMapper()
                    .readTree(kubernetes.raw(path, "GET", null))
                    .path("items");
            return new Value(Quantity.parse(items.path(0).path("value").asText())
                    .getNumericalAmount()
                    .doubleValue());
        } catch (KubernetesClientException e) {
            return new Refused(
                    Optional.ofNullable(e.getStatus()).map(Status::getMessage).orElse(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(path, e);
        }
    }
}
