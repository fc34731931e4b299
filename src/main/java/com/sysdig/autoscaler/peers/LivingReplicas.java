package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many replicas there are, as the EndpointSlices of our Service say: each has its place there until its pod is gone,
 * whether it answers or not. While the API server is away it is what was known last.
 */
@Needs(
        in = Needs.In.OWN_NAMESPACE,
        group = "discovery.k8s.io",
        resource = "endpointslices",
        verbs = {"list", "watch"})
public final class LivingReplicas implements IntSupplier {
    /** Their model would bring all of its group into a native executable. */
    private static final ResourceDefinitionContext SLICES = new ResourceDefinitionContext.Builder()
            .withGroup("discovery.k8s.io")
            .withVersion("v1")
            .withKind("EndpointSlice")
            .withPlural("endpointslices")
            .withNamespaced(true)
            .build();

    private static final String OF_SERVICE = "kubernetes.io/service-name";

    private final SharedIndexInformer<GenericKubernetesResource> slices;

    /** {@code service}: the one that leads to all of us. */
    public LivingReplicas(KubernetesClient kubernetes, String namespace, String service) {
        this.slices = kubernetes
                .genericKubernetesResources(SLICES)
                .inNamespace(namespace)
                .withLabel(OF_SERVICE, service)
                .runnableInformer(0)
                .exceptionHandler((started, failure) -> true);
    }

    /** From now on, for ever and also after lost connections. Returns at once. */
    public void watch() {
        slices.start();
    }

    public void close() {
        slices.stop();
    }

    /** 0 where it is not known. With addresses of two families each replica stands in one slice for either. */
    @Override
    public int getAsInt() {
        return slices.getStore().list().stream()
                .collect(Collectors.groupingBy(
                        slice -> slice.<String>get("addressType"), Collectors.summingInt(LivingReplicas::endpoints)))
                .values()
                .stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static int endpoints(GenericKubernetesResource slice) {
        return slice.get("endpoints") instanceof List<?> endpoints ? endpoints.size() : 0;
    }

    /** HTTPS ports of those that are ready and not at our address, {@code 10.0.0.7:8443} or {@code [fd00::7]:8443}; of its family. */
    public List<URI> others(String ours) {
        return slices.getStore().list().stream()
                .flatMap(LivingReplicas::ready)
                .filter(address -> !host(address).equals(host(ours)) && address.startsWith("[") == ours.startsWith("["))
                .map(address -> URI.create("https://" + address))
                .toList();
    }

    private static String host(String address) {
        return address.substring(0, address.lastIndexOf(':'));
    }

    private static Stream<String> ready(GenericKubernetesResource slice) {
        var ports =
                Stream.ofNullable(slice.<List<Map<String, Object>>>get("ports")).flatMap(List::stream);
        var port = ports.map(one -> one.get("port")).filter(Objects::nonNull).findFirst();
        return Stream.ofNullable(slice.<List<Map<String, Object>>>get("endpoints"))
                .flatMap(List::stream)
                .filter(LivingReplicas::isReady)
                .flatMap(endpoint -> endpoint.get("addresses") instanceof List<?> all
                        ? all.stream().limit(1)
                        : Stream.empty())
                .flatMap(address -> port.stream().map(number -> withPort(address.toString(), number)));
    }

    private static boolean isReady(Map<String, Object> endpoint) {
        return endpoint.get("conditions") instanceof Map<?, ?> conditions
                && Boolean.TRUE.equals(conditions.get("ready"));
    }

    private static String withPort(String address, Object port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
