/**
 * What Sysdig said, with the time of its samples. Fresh, stale, empty, ambiguous and failed are different answers, and
 * none of them is ever 0. Owns the {@link com.sysdig.autoscaler.sample.MetricSource} seam, the store and the decision
 * whether an answer may be served.
 */
@NullMarked
package com.sysdig.autoscaler.sample;

import org.jspecify.annotations.NullMarked;
