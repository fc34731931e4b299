/**
 * PromQL by a grammar: label matchers, scopes and whole queries are parsed, never pasted. Knows nothing of Sysdig or
 * Kubernetes.
 */
@NullMarked
package com.sysdig.autoscaler.promql;

import org.jspecify.annotations.NullMarked;
