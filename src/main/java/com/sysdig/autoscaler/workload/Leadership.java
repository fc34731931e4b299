package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One replica at a time writes; all of them watch and answer. The SDK would end the process from inside of its callback,
 * which never returns while the process is already ending, so its exit is off and what follows from a lost lease is here:
 * on shutdown the lease is released, so that another replica takes over at once, otherwise the reconcilers are stopped and
 * wait for leadership anew.
 */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "coordination.k8s.io", resource = "leases", verbs = "create")
@Needs(
        in = Needs.In.OWN_NAMESPACE,
        group = "coordination.k8s.io",
        resource = "leases",
        names = HpaGenerator.MANAGER,
        verbs = {"get", "update", "patch"})
@Singleton
final class Leadership {
    private static final Logger LOG = Logger.getLogger(Leadership.class);
    private static final String LEASE = HpaGenerator.MANAGER;
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final LeaseHolder holder;
    private final LeaseLog log;
    private final LeadersWork work;
    private final Reconcilers reconcilers;

    /** Set by the thread that shuts down, read by the election's. */
    private volatile boolean stopping;

    Leadership(KubernetesClient client, LeaseHolder holder, LeaseLog log, LeadersWork work, Reconcilers reconcilers) {
        this.client = client;
        this.holder = holder;
        this.log = log;
        this.work = work;
        this.reconcilers = reconcilers;
    }

    @Produces
    @Singleton
    LeaderElectionConfiguration election() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withIdentity(holder.us().text())
                .withLeaseDuration(Duration.ofSeconds(15))
                .withRenewDeadline(Duration.ofSeconds(10))
                .withRetryPeriod(Duration.ofSeconds(2))
                .withLeaderCallbacks(new LeaderCallbacks(this::startedLeading, this::stoppedLeading, this::saw))
                .buildForTest(false); // the only way to switch the SDK's exit off
    }

    /** Before the reconcilers are stopped, which cancels the election. */
    void onShutdown(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
        reconcilers.noMore();
    }

    private void startedLeading() {
        log.leads();
        work.begin();
    }

    private void stoppedLeading() {
        work.end();
        if (stopping) {
            release();
        } else {
            log.lost();
            reconcilers.restart();
        }
    }

    private void saw(@Nullable String identity) {
        holder.saw(identity);
        log.holds(identity);
    }

    private void release() {
        try {
            CompletableFuture.runAsync(
                            this::handOver, task -> Thread.ofVirtual().start(task))
                    .get(RELEASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.infof("The lease could not be released and runs out by itself: %s", e);
        }
    }

    /** With the version that was read: a holder that came meanwhile wins. */
    private void handOver() {
        var lease = client.leases()
                .inNamespace(client.getNamespace())
                .withName(LEASE)
                .get();
        if (lease == null || !holder.us().text().equals(lease.getSpec().getHolderIdentity())) {
            return;
        }
        lease.getSpec().setHolderIdentity("");
        lease.getSpec().setLeaseDurationSeconds(1);
        try {
            client.resource(lease).update();
        } catch (KubernetesClientException e) {
            LOG.infof("The lease could not be released and runs out by itself: %s", e.getMessage());
        }
    }
}
