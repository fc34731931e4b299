package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import java.time.Duration;

/**
 * What is told about the cluster that the manifests are for.
 *
 * @param clusterKnown whether the cluster's name was told, or {@link #UNKNOWN_CLUSTER} stands for it
 * @param namespace of manifests that have none
 */
record Settings(AnnotationSettings annotations, boolean clusterKnown, Duration sampleInterval, String namespace) {
    static final String UNKNOWN_CLUSTER = "CLUSTER_NAME";
}
