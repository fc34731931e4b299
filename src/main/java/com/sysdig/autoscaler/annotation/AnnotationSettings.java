package com.sysdig.autoscaler.annotation;

import org.jspecify.annotations.Nullable;

/**
 * The settings that decide what annotations may say.
 *
 * @param clusterName the cluster's name as Sysdig shows it
 * @param defaultMaxReplicas null where every workload has to give its own
 * @param replicasCeiling nothing may ask for more replicas
 */
public record AnnotationSettings(
        String clusterName,
        int defaultMinReplicas,
        @Nullable Integer defaultMaxReplicas,
        int replicasCeiling,
        boolean scaleToZero,
        RawQueries rawQueries) {}
