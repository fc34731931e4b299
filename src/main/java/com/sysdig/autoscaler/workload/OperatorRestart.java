package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stops the reconcilers and starts them again as soon as the API server answers. The SDK cannot repeat a start that failed
 * half way; then the process ends, and its replacement does better.
 */
@Singleton
final class OperatorRestart {
    private static final Logger LOG = Logger.getLogger(OperatorRestart.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Instance<Operator> operator;
    private final KubernetesClient client;

    /** Set when the process ends. */
    private volatile boolean cancelled;

    OperatorRestart(Instance<Operator> operator, KubernetesClient client) {
        this.operator = operator;
        this.client = client;
    }

    /** Returns at once. */
    void begin() {
        VIRTUAL.execute(() -> {
            operator.get().stop();
            startWhenPossible(Duration.ofSeconds(1));
        });
    }

    void cancel() {
        cancelled = true;
    }

    private void startWhenPossible(Duration pause) {
        if (cancelled) {
            return;
        }
        if (answers()) {
            start();
            return;
        }
        Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, VIRTUAL)
                .execute(() -> startWhenPossible(next));
    }

    private boolean answers() {
        try {
            return client.getKubernetesVersion() != null;
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "The API server does not answer yet.");
            return false;
        }
    }

    private void start() {
        try {
            operator.get().start();
        } catch (OperatorException e) {
            if (!cancelled) {
                LOG.error("The reconcilers could not be started again; the process ends to be restarted.", e);
                Quarkus.asyncExit(1);
            }
        }
    }
}
