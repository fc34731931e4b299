/**
 * Answers the API server's question whether a workload with our annotations may be stored: the same rules as everywhere,
 * every problem at once, and warnings for what is legal but probably not meant. It looks at the posted object and at what
 * is in memory, asks nobody but the cluster, and that only about the right to have a HorizontalPodAutoscaler taken over, and
 * has no effect. Entry points: {@link WorkloadReviews} for the decision, {@code
 * ReviewResource} for the route.
 */
@NullMarked
package com.sysdig.autoscaler.admission;

import org.jspecify.annotations.NullMarked;
