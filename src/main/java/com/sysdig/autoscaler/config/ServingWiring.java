package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.certificates.CertificateOrigin;
import com.sysdig.autoscaler.certificates.CertificateSource;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.MountedCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.SelfManagedCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.metricsapi.AnyExternalMetric;
import com.sysdig.autoscaler.metricsapi.Build;
import com.sysdig.autoscaler.metricsapi.CustomMetrics;
import com.sysdig.autoscaler.metricsapi.ExternalMetrics;
import com.sysdig.autoscaler.metricsapi.HandWritten;
import com.sysdig.autoscaler.metricsapi.ListedPods;
import com.sysdig.autoscaler.metricsapi.ObjectMetrics;
import com.sysdig.autoscaler.metricsapi.access.CertificateUsers;
import com.sysdig.autoscaler.metricsapi.access.FrontProxy;
import com.sysdig.autoscaler.metricsapi.access.TrustReading;
import com.sysdig.autoscaler.registration.ApiServiceRegistration;
import com.sysdig.autoscaler.registration.CustomRegistrations;
import com.sysdig.autoscaler.registration.ServedApi;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.ServingRule;
import com.sysdig.autoscaler.telemetry.Precondition;
import com.sysdig.autoscaler.workload.CachesFilled;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes beans of what stands between the API server and the answers; {@link Serving} sets them going. */
final class ServingWiring {
    /** Kubernetes' names of processor architectures, where the JDK has others. */
    private static final Map<String, String> ARCHITECTURES = Map.of("aarch64", "arm64", "x86_64", "amd64");

    @Produces
    @Singleton
    ExternalMetrics externalMetrics(
            Catalog catalog, AnswerStore answers, ServingRule rule, InstantSource clock, CachesFilled caches) {
        return new ExternalMetrics(catalog, answers, rule, clock, caches::yes);
    }

    @Produces
    @Singleton
    HandWritten handWritten(Subscriptions subscriptions, AnswerStore answers, ServingRule rule, InstantSource clock) {
        return new HandWritten(subscriptions, answers, rule, clock);
    }

    @Produces
    @Singleton
    AnyExternalMetric anyExternalMetric(ExternalMetrics generated, HandWritten handWritten) {
        return new AnyExternalMetric(generated, handWritten);
    }

    @Produces
    @Singleton
    Build build(@ConfigProperty(name = "quarkus.application.version") String version) {
        var architecture = System.getProperty("os.arch");
        return new Build(version, "linux/" + ARCHITECTURES.getOrDefault(architecture, architecture));
    }

    @Produces
    @Singleton
    CurrentCertificate currentCertificate() {
        return new CurrentCertificate();
    }

    @Produces
    @Singleton
    CertificateSource certificateSource(
            CertificateOrigin origin,
            KubernetesClient kubernetes,
            ServiceAddress address,
            InstantSource clock,
            CurrentCertificate current) {
        return switch (origin) {
            case CertificateOrigin.SelfManaged _ -> new SelfManagedCertificate(kubernetes, address, clock, current);
            case CertificateOrigin.Files(var directory) ->
                new MountedCertificate(directory, address, clock, current, kubernetes);
        };
    }

    @Produces
    @Singleton
    FrontProxy frontProxy(InstantSource clock) {
        return new FrontProxy(clock);
    }

    @Produces
    @Singleton
    CertificateUsers certificateUsers(InstantSource clock) {
        return new CertificateUsers(clock);
    }

    @Produces
    @Singleton
    TrustReading trustReading(KubernetesClient kubernetes, FrontProxy frontProxy, CertificateUsers users) {
        return new TrustReading(kubernetes, frontProxy, users);
    }

    @Produces
    @Singleton
    ApiServiceRegistration apiServiceRegistration(
            KubernetesClient kubernetes, ServiceAddress address, CurrentCertificate certificate, InstantSource clock) {
        return new ApiServiceRegistration(kubernetes, address, certificate, clock, ServedApi.EXTERNAL);
    }

    @Produces
    @Singleton
    CustomRegistrations customRegistrations(
            KubernetesClient kubernetes, ServiceAddress address, CurrentCertificate certificate, InstantSource clock) {
        return new CustomRegistrations(kubernetes, address, certificate, clock);
    }

    @Produces
    @Singleton
    CustomMetrics customMetrics(
            Registration settings, HandWritten handWritten, KubernetesClient kubernetes, InstantSource clock) {
        return new CustomMetrics(
                settings.customMetrics(), new ObjectMetrics(handWritten), new ListedPods(kubernetes, clock));
    }

    @Produces
    @Singleton
    Precondition trust(FrontProxy frontProxy) {
        return new Precondition(
                "trust", frontProxy::isTrusting, "the ConfigMap kube-system/extension-apiserver-authentication");
    }
}
