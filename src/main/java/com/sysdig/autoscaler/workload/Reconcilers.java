package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.processing.LifecycleAware;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Starts the SDK's reconcilers beside everything else, so that the ports are open meanwhile, and tries for as long as the API
 * server is away. Where the informers cannot list, the SDK waits for them.
 */
@Singleton
public final class Reconcilers {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Instance<Operator> operator;
    private final KubernetesVersion version;
    private final CachesFilled caches;
    private final LeaseHolder holder;
    private final StartLog log;

    /** Set when the process ends. */
    private volatile boolean stopping;

    Reconcilers(
            Instance<Operator> operator,
            KubernetesVersion version,
            CachesFilled caches,
            LeaseHolder holder,
            StartLog log) {
        this.operator = operator;
        this.version = version;
        this.caches = caches;
        this.holder = holder;
        this.log = log;
    }

    /** Returns at once; {@link CachesFilled} tells when the informers have listed. */
    public void start() {
        VIRTUAL.execute(() -> attempt(FIRST_PAUSE));
    }

    /**
     * Returns at once. What the informers saw before stays known. The SDK takes what was under way or waiting when it stopped for
     * under way for ever, and would never reconcile it again, so that another operator with controllers of its own follows. What is
     * still under way is interrupted, and reports to the stopped one.
     */
    void restart() {
        VIRTUAL.execute(() -> {
            var stopped = operator.get();
            stopped.stop();
            operator.destroy(stopped);
            attempt(FIRST_PAUSE);
        });
    }

    /** From now on nothing is started any more. */
    void noMore() {
        stopping = true;
    }

    /** Waits for reconciliations under way, as long as the SDK's termination timeout. */
    public void stop() {
        noMore();
        operator.get().stop();
    }

    private void attempt(Duration pause) {
        if (stopping) {
            return;
        }
        try {
            if (!version.look()) { // throws while the API server is away, before the informers would
                return;
            }
            startAll();
            caches.fill();
            log.started();
        } catch (KubernetesClientException e) {
            failed(e, pause);
        } catch (OperatorException e) {
            undo();
            failed(e, pause);
        }
    }

    private void startAll() {
        var sdk = operator.get();
        sdk.start();
        if (sdk.getConfigurationService().getLeaderElectionConfiguration().isEmpty()) {
            holder.isAlwaysUs();
        }
    }

    private void failed(RuntimeException e, Duration pause) {
        if (!stopping) {
            log.failed(e, LONGEST_PAUSE);
        }
        var next = pause.multipliedBy(2);
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, VIRTUAL)
                .execute(() -> attempt(next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next));
    }

    /** The SDK leaves its controllers running where only the election cannot begin, and would start them twice. */
    private void undo() {
        var sdk = operator.get();
        var configuration = sdk.getConfigurationService();
        configuration.getExecutorServiceManager().start(configuration);
        sdk.getRegisteredControllers().stream()
                .filter(LifecycleAware.class::isInstance)
                .map(LifecycleAware.class::cast)
                .forEach(LifecycleAware::stop);
    }
}
