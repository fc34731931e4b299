package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

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
}
