package com.sysdig.autoscaler.telemetry;

import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.events.Events;
import com.sysdig.autoscaler.polling.Trouble;
import com.sysdig.autoscaler.polling.Troubles;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells by Events on our own Service what is the matter with asking Sysdig: each trouble when it begins, and again after an
 * hour at the earliest. One thread at a time.
 */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "events.k8s.io", resource = "events", verbs = "create")
public final class ServiceEvents {
    static final Duration PAUSE = Duration.ofHours(1);

    private final Troubles troubles;
    private final ServiceAddress service;
    private final KubernetesClient kubernetes;
    private final InstantSource clock;
    private final Map<Trouble, Instant> told = new EnumMap<>(Trouble.class);

    public ServiceEvents(Troubles troubles, ServiceAddress service, KubernetesClient kubernetes, InstantSource clock) {
        this.troubles = troubles;
        this.service = service;
        this.kubernetes = kubernetes;
        this.clock = clock;
    }

    /**
     * Tells what has not been told. Waits for the API server.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if it could not be told; it is due again then
     */
    public void tell() {
        var now = clock.instant();
        for (var trouble : Trouble.values()) {
            var text = troubles.text(trouble);
            var last = told.getOrDefault(trouble, Instant.MIN);
            if (text.isPresent() && (last.equals(Instant.MIN) || !now.isBefore(last.plus(PAUSE)))) {
                send(reason(trouble), text.get(), now);
                told.put(trouble, now);
            }
        }
    }

    static String reason(Trouble trouble) {
        return switch (trouble) {
            case OUTAGE -> "SysdigDoesNotAnswer";
            case BUDGET_TOO_SMALL -> "RequestBudgetTooSmall";
            case NOTHING_FOUND -> "NoSeriesFound";
        };
    }

    private void send(String reason, String text, Instant now) {
        kubernetes
                .resource(Events.warning(Events.service(service.namespace(), service.name()), now)
                        .withReason(reason)
                        .withAction("Poll")
                        .withNote(Events.note(text))
                        .build())
                .create();
    }
}
