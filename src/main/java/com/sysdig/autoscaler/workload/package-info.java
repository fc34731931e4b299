/**
 * The reconcilers: from an annotated workload to its HorizontalPodAutoscaler. Decides what is ours and what is foreign,
 * and tells by Events what happened.
 */
@NullMarked
package com.sysdig.autoscaler.workload;

import org.jspecify.annotations.NullMarked;
