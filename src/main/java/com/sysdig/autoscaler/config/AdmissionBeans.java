package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.admission.KnownAutoscalers;
import com.sysdig.autoscaler.admission.Memory;
import com.sysdig.autoscaler.admission.Requester;
import com.sysdig.autoscaler.admission.ReviewKeys;
import com.sysdig.autoscaler.admission.WorkloadReviews;
import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.metricsapi.access.Caller;
import com.sysdig.autoscaler.metricsapi.access.NamedUsers;
import com.sysdig.autoscaler.metricsapi.access.OpenDoor;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.registration.WebhookRegistration;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.workload.CachesFilled;
import com.sysdig.autoscaler.workload.KnownHpas;
import com.sysdig.autoscaler.workload.WatchedNamespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Makes the reviews, the way to them, and what tells the API server of them. */
final class AdmissionBeans {
    @Produces
    @Singleton
    WorkloadReviews reviews(AnnotationParser parser, Memory memory, PollSettings polling, NamedUsers users) {
        return new WorkloadReviews(
                parser,
                memory,
                polling.sampleInterval(),
                (user, namespace, autoscaler) -> users.objectionToUpdating(caller(user), namespace, autoscaler));
    }

    @Produces
    @Singleton
    Memory memory(
            Catalog catalog, AnswerStore answers, KnownHpas hpas, CachesFilled filled, WatchedNamespaces namespaces) {
        return new Memory(catalog, answers, new KnownAutoscalers() {
            @Override
            public boolean claim(Workload workload) {
                return hpas.hasForeign(workload);
            }

            @Override
            public boolean lack(String namespace, String name) {
                return filled.yes() && namespaces.contains(namespace) && !hpas.has(namespace, name);
            }
        });
    }

    private static Caller caller(Requester user) {
        return new Caller(user.username(), user.uid().isEmpty() ? null : user.uid(), user.groups(), user.extra());
    }

    /** An API server shows no certificate to webhooks unless its administrator configured one, so that none may be asked for. */
    @Produces
    @Singleton
    OpenDoor openDoor(Settings settings) {
        var path = Pattern.compile(Pattern.quote(WorkloadReviews.PATH) + "(/" + WebhookRegistration.KEY + ")?");
        return new OpenDoor("POST", path, settings.door().reviewers());
    }

    @Produces
    @Singleton
    ReviewKeys keys(OpenDoor door, Registration settings, WebhookRegistration registration) {
        var open = !door.clientNames().isEmpty() || !settings.enabled();
        return key -> open || registration.isKey(key);
    }

    @Produces
    @Singleton
    WebhookRegistration registration(
            KubernetesClient kubernetes, ServiceAddress address, CurrentCertificate certificate, InstantSource clock) {
        return new WebhookRegistration(kubernetes, address, certificate, WorkloadReviews.PATH, clock);
    }
}
