/**
 * From annotation text to a {@link com.sysdig.autoscaler.policy.ScalingPolicy}, or to every {@link
 * com.sysdig.autoscaler.annotation.Problem} at once. Reconciler, webhook and command line share this one parser; it never
 * talks to Kubernetes or Sysdig. Entry point: {@link com.sysdig.autoscaler.annotation.AnnotationParser}.
 */
@NullMarked
package com.sysdig.autoscaler.annotation;

import org.jspecify.annotations.NullMarked;
