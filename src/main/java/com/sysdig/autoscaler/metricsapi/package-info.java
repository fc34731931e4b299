/**
 * The API {@code external.metrics.k8s.io/v1beta1} as the API server's aggregation layer calls it: discovery, values, and
 * errors that a person reads in {@code kubectl describe hpa}. It answers from memory: no request waits for Sysdig or for
 * the API server. Entry points: the resources, and {@link com.sysdig.autoscaler.metricsapi.ExternalMetrics} behind them.
 */
@NullMarked
package com.sysdig.autoscaler.metricsapi;

import org.jspecify.annotations.NullMarked;
