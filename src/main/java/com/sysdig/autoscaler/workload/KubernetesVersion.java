package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Of the cluster, as far as it matters: match conditions, without which the webhook would stand in everybody's way, came with
 * 1.30. On an older one nothing is started and nothing registered: the process ends with a line.
 */
@Singleton
public final class KubernetesVersion {
    private static final Logger LOG = Logger.getLogger(KubernetesVersion.class);
    private static final int OLDEST_MINOR = 30;
    /** Some providers append a plus sign. */
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,5})\\D*");

    private final KubernetesClient client;

    // Guarded by this.
    private boolean newEnough;
    private boolean tooOld;

    KubernetesVersion(KubernetesClient client) {
        this.client = client;
    }

    /** Asks the API server until it was new enough once; throws the client's exception while that is away. */
    public synchronized boolean isNewEnough() {
        return newEnough || look();
    }

    /** Asks the API server; throws the client's exception while that is away. */
    synchronized boolean look() {
        var version = client.getKubernetesVersion();
        newEnough = !isTooOld(version.getMajor(), version.getMinor());
        if (!newEnough && !tooOld) {
            tooOld = true;
            LOG.errorf(
                    "Kubernetes %s.%s is too old for match conditions of webhooks, so that nothing is started: upgrade the"
                            + " cluster to 1.30 or newer",
                    version.getMajor(), version.getMinor());
            Quarkus.asyncExit(1);
        }
        return newEnough;
    }

    /** As the API server tells them; one that cannot be read is taken for new. */
    static boolean isTooOld(@Nullable String major, @Nullable String minor) {
        var first = NUMBER.matcher(Objects.requireNonNullElse(major, ""));
        var second = NUMBER.matcher(Objects.requireNonNullElse(minor, ""));
        return first.matches()
                && second.matches()
                && Integer.parseInt(first.group(1)) <= 1
                && Integer.parseInt(second.group(1)) < OLDEST_MINOR;
    }
}
