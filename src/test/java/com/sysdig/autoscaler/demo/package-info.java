/**
 * The product at its main job, on real parts, for a person to watch: {@code ./mvnw -Pdemo}. Fails when the replicas do
 * not follow the load. Everything here is ordinary use: annotations, settings, and the load that an exporter shows.
 *
 * <p>Entry point: {@link com.sysdig.autoscaler.demo.Demo}.
 */
@NullMarked
package com.sysdig.autoscaler.demo;

import org.jspecify.annotations.NullMarked;
