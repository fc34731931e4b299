package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.admission.WorkloadReviews;
import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.metricsapi.access.OpenDoor;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.registration.WebhookRegistration;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.workload.KnownHpas;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the reviews, the way to them, and what tells the API server of them. */
final class AdmissionBeans {
    @Produces
    @Singleton
    WorkloadReviews reviews(
            AnnotationParser parser, Catalog catalog, AnswerStore answers, KnownHpas hpas, PollSettings polling) {
        return new WorkloadReviews(parser, catalog, answers, hpas::hasForeign, polling.sampleInterval());
    }

    /** An API server shows no certificate to webhooks unless its administrator configured one, so that none may be asked for. */
    @Produces
    @Singleton
    OpenDoor openDoor(Settings settings) {
        return new OpenDoor("POST", WorkloadReviews.PATH, settings.door().reviewers());
    }

    @Produces
    @Singleton
    WebhookRegistration registration(
            KubernetesClient kubernetes, ServiceAddress address, CurrentCertificate certificate) {
        return new WebhookRegistration(kubernetes, address, certificate, WorkloadReviews.PATH);
    }
}
