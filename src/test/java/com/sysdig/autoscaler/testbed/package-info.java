/**
 * The real parts that tests and demo share: a Kubernetes control plane, a Prometheus behind Sysdig's paths, an exporter
 * whose load a test sets, and the packaged product. Nothing here imitates what a real part can do; the stand-in only
 * adds what Sysdig has in front of PromQL, and faults. Never touches the user's current Kubernetes context.
 *
 * <p>Entry point: {@link com.sysdig.autoscaler.testbed.Testbed}.
 */
@NullMarked
package com.sysdig.autoscaler.testbed;

import org.jspecify.annotations.NullMarked;
