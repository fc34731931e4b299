/**
 * The commands of the program: {@code check}, {@code render} and {@code query} manifests in files, by the same parser,
 * generator and planner that work in the cluster. Never talks to Kubernetes or Sysdig, and starts nothing of Quarkus. Entry
 * point: {@link com.sysdig.autoscaler.cli.Commands}.
 */
@NullMarked
package com.sysdig.autoscaler.cli;

import org.jspecify.annotations.NullMarked;
