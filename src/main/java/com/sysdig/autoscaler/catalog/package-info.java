/**
 * The managed workloads as every replica knows them: filled from the informers' cache, read by the poll loop (what is to
 * be asked) and by the metrics API (which question does this request mean). It decides nothing.
 */
@NullMarked
package com.sysdig.autoscaler.catalog;

import org.jspecify.annotations.NullMarked;
