package com.sysdig.autoscaler.metricsapi;

/**
 * What is running.
 *
 * @param version of the artifact
 * @param platform {@code linux/amd64}
 */
public record Build(String version, String platform) {}
