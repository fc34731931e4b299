package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The APIServices of both versions of {@code custom.metrics.k8s.io}. */
@Needs(
        in = Needs.In.CLUSTER,
        group = "apiregistration.k8s.io",
        resource = "apiservices",
        names = {"v1beta2.custom.metrics.k8s.io", "v1beta1.custom.metrics.k8s.io"},
        verbs = "delete")
public final class CustomRegistrations {
    private final List<ApiServiceRegistration> versions;

    public CustomRegistrations(
            KubernetesClient kubernetes, ServiceAddress address, CurrentCertificate certificate, InstantSource clock) {
        versions = Stream.of(ServedApi.CUSTOM_V1BETA2, ServedApi.CUSTOM_V1BETA1)
                .map(api -> new ApiServiceRegistration(kubernetes, address, certificate, clock, api))
                .toList();
    }

    List<ApiServiceRegistration> versions() {
        return versions;
    }

    /** How each of them stands, in words. */
    public String text() {
        return versions.stream()
                .map(version -> version.name() + ": " + version.text())
                .collect(Collectors.joining("; "));
    }

    /** One look at each, and what follows from it. Blocks. */
    public void settle() throws GeneralSecurityException {
        for (var version : versions) {
            version.settle();
        }
    }

    /**
     * Where they are not served: deletes those that the product itself made, as replicas of before do that find them gone.
     * Nobody else would, not even an uninstall, and namespaces could not be deleted after it. Blocks.
     */
    public void withdraw() {
        versions.forEach(ApiServiceRegistration::withdraw);
    }

    /** Calls {@code onChange} on changes from now on, for ever and also after lost connections. Returns at once. */
    public void watch(Runnable onChange) {
        versions.forEach(version -> version.watch(onChange));
    }
}
