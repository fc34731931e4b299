/** Where the process begins, as the autoscaler or as a command: {@link com.sysdig.autoscaler.Main}. Nothing uses it. */
@NullMarked
package com.sysdig.autoscaler;

import org.jspecify.annotations.NullMarked;
