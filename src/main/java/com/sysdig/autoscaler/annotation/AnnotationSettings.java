package com.sysdig.autoscaler.annotation;

import org.jspecify.annotations.Nullable;

/**
 * The settings that decide what annotations may say.
 *
 * @param clusterName the cluster's name as Sysdig shows it
 * @param defaultMinReplicas 1…{@code replicasCeiling}
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
        check("replicas ceiling", replicasCeiling, HIGHEST_CEILING);
        check("default minimum", defaultMinReplicas, replicasCeiling);
        if (defaultMaxReplicas != null) {
            check("default maximum", defaultMaxReplicas, replicasCeiling);
        }
    }

    private static void check(String what, int replicas, int most) {
        if (replicas < 1 || replicas > most) {
            throw new IllegalArgumentException(what + " " + replicas + " is not in 1…" + most);
        }
    }
}
