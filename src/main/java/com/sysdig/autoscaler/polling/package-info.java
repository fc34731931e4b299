/**
 * The loop that asks what is due, puts the answers into the store and knows when it last ticked. It knows the {@link
 * com.sysdig.autoscaler.sample.MetricSource} seam, not Sysdig.
 */
@NullMarked
package com.sysdig.autoscaler.polling;

import org.jspecify.annotations.NullMarked;
