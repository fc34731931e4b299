/** Trouble with a beginning and an end, which anybody may have. It knows nothing of what the trouble is. */
@NullMarked
package com.sysdig.autoscaler.episode;

import org.jspecify.annotations.NullMarked;
