package com.sysdig.autoscaler.annotation;

import org.jspecify.annotations.Nullable;

/**
 * The settings that decide what annotations may say.
 *
 * @param clusterName the cluster's name as Sysdig shows it
 * @param defaultMinReplicas 1…{@code replicasCeiling}, with {@code scaleToZero} also 0, which counts where there is a query
 * @param defaultMaxReplicas 1…{@code replicasCeiling}; null where every workload has to give its own
 * @param replicasCeiling nothing may ask for more replicas, 1…10000
 */
public record AnnotationSettings(
        String clusterName,
        int defaultMinReplicas,
        @Nullable Integer defaultMaxReplicas,
        int replicasCeiling,
        boolean scaleToZero,
        RawQueries rawQueries) {
    private static final int HIGHEST_CEILING = 10_000;

    public AnnotationSettings {
        check("replicas ceiling", replicasCeiling, 1, HIGHEST_CEILING);
        check("default minimum", defaultMinReplicas, scaleToZero ? 0 : 1, replicasCeiling);
        if (defaultMaxReplicas != null) {
            check("default maximum", defaultMaxReplicas, 1, replicasCeiling);
        }
    }

    private static void check(String what, int replicas, int least, int most) {
        if (replicas < least || replicas > most) {
            throw new IllegalArgumentException(what + " " + replicas + " is not in " + least + "…" + most);
        }
    }
}
