/**
 * Background work that goes on for as long as the process: done, checked again after a while, and tried again with
 * growing waits when it failed. It knows nothing of what the work is.
 */
@NullMarked
package com.sysdig.autoscaler.upkeep;

import org.jspecify.annotations.NullMarked;
