/**
 * PromQL as text that users write and as text that we send: reads raw queries and scopes with a grammar, says of what
 * type they are and what they select, and changes them token by token. Accepts what Prometheus 3 accepts without
 * experimental features; knows nothing of annotations, of Sysdig or of what a query means for scaling.
 *
 * <p>Entry points: {@link com.sysdig.autoscaler.promql.PromqlQuery#parse}, {@link com.sysdig.autoscaler.promql.Scope#parse}
 * and, to build text, {@link com.sysdig.autoscaler.promql.Matcher}.
 */
@NullMarked
package com.sysdig.autoscaler.promql;

import org.jspecify.annotations.NullMarked;
