package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.events.Events;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells the owners of workloads by Events, which {@code kubectl describe} shows. A reconciliation never waits for one and
 * never fails by one; what could not be sent is due again the next time.
 */
@Needs(in = Needs.In.CLUSTER, group = "events.k8s.io", resource = "events", verbs = "create")
@Singleton
final class WorkloadEvents {
    private static final Logger LOG = Logger.getLogger(WorkloadEvents.class);
    /** Few, so that where thousands of workloads are new their autoscalers come before the news of them. */
    private static final int AT_ONCE = 4;

    private static final int WAITING = 20_000;
    private static final Duration LONGEST_RUSH = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final NoticeLog log;
    private final WorkloadMeters meters;
    private final ReplicaIdentity identity;
    private final Rush rush = new Rush();
    private final Executor senders = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofVirtual().factory());

    /** So that an outage is logged once. */
    private final AtomicBoolean failing = new AtomicBoolean();

    WorkloadEvents(KubernetesClient client, InstantSource clock, ReplicaIdentity identity, WorkloadMeters meters) {
        this.client = client;
        this.clock = clock;
        this.log = new NoticeLog(clock);
        this.identity = identity;
        this.meters = meters;
    }

    /** Runs a reconciliation. Where many come at once, Events wait for their end, each for two minutes since it was told at most. */
    <T> T rush(Supplier<T> reconciliation) {
        return rush.with(reconciliation);
    }

    void tell(HasMetadata workload, Notice notice) {
        String uid = workload.getMetadata().getUid();
        if (!log.claim(uid, notice)) {
            return;
        }
        // It is built when it is sent: thousands may wait.
        var regarding = reference(workload);
        var now = clock.instant();
        try {
            senders.execute(() -> send(regarding, notice, now));
        } catch (RejectedExecutionException _) {
            log.release(uid, notice);
        }
    }

    private void send(ObjectReference regarding, Notice notice, Instant time) {
        rush.awaitEnd(LONGEST_RUSH.minus(Duration.between(time, clock.instant())));
        try {
            // Raw, because nobody reads the object that the API server answers with.
            client.raw(path(regarding), "POST", event(regarding, notice, time));
            failing.set(false);
            meters.told(notice.reason(), WriteResult.DONE);
        } catch (RuntimeException e) {
            log.release(regarding.getUid(), notice);
            meters.told(notice.reason(), WriteResult.FAILED);
            // In a namespace that is being deleted there is nobody to tell.
            if (!isEnding(e) && !failing.getAndSet(true)) {
                LOG.warnf(
                        e,
                        "Events cannot be sent, the first of them %s; nobody is told.",
                        notice.reason().text());
            }
        }
    }

    private static boolean isEnding(RuntimeException failure) {
        return failure instanceof KubernetesClientException e && isEnding(e);
    }

    private static boolean isEnding(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || Optional.ofNullable(e.getStatus()).map(Status::getDetails).stream()
                        .flatMap(details -> details.getCauses().stream())
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    private Event event(ObjectReference workload, Notice notice, Instant now) {
        return Events.about(workload, now)
                .withType(notice.reason().tone().text())
                .withReason(notice.reason().text())
                .withAction("Scale")
                .withNote(Events.note(notice.message()))
                .withReportingInstance(identity.text())
                .build();
    }

    private static String path(ObjectReference regarding) {
        return "/apis/events.k8s.io/v1/namespaces/" + regarding.getNamespace() + "/events";
    }

    private static ObjectReference reference(HasMetadata workload) {
        return new ObjectReferenceBuilder()
                .withApiVersion(workload.getApiVersion())
                .withKind(workload.getKind())
                .withNamespace(workload.getMetadata().getNamespace())
                .withName(workload.getMetadata().getName())
                .withUid(workload.getMetadata().getUid())
                .build();
    }
}
