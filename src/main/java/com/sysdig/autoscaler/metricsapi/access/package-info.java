/**
 * Who is asking, and whether they may: delegated authentication and authorization as Kubernetes' own API servers do it.
 * Users are told by the API server's front proxy, by certificates of the cluster's authority and by bearer tokens; what
 * they may is the cluster's RBAC. Where the API server cannot be asked, nothing is allowed that it did not allow within the
 * last seconds. Entry point: {@code AccessGate}; it never waits on the event loop and knows nothing of metrics.
 */
@NullMarked
package com.sysdig.autoscaler.metricsapi.access;

import org.jspecify.annotations.NullMarked;
