/**
 * Sysdig Monitor as a {@link com.sysdig.autoscaler.sample.MetricSource}: the HTTP call, its wire format, its limits and
 * its errors. Whatever goes wrong out there becomes a reason and a line of text here; the token leaves this package only
 * towards the configured host.
 */
@NullMarked
package com.sysdig.autoscaler.sysdig;

import org.jspecify.annotations.NullMarked;
