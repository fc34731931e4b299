/**
 * The two questions that Kubernetes asks of the process: does it live, and can it answer truthfully. Sysdig being down is
 * no reason for either no: a metrics API that is away blocks the deletion of namespaces. Meters stay with the packages
 * that know what they count.
 */
@NullMarked
package com.sysdig.autoscaler.telemetry;

import org.jspecify.annotations.NullMarked;
