package com.sysdig.autoscaler.certificates;

/**
 * What we keep current at the API server.
 *
 * @param enabled whether the CA bundle and match conditions of APIServices and webhook are ours to write
 * @param customMetrics whether {@code custom.metrics.k8s.io} is served and kept as well
 */
public record Registration(boolean enabled, boolean customMetrics) {}
