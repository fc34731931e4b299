/**
 * Who is asking. An aggregated API server must not answer strangers: only what the API server's front proxy vouches for,
 * by a client certificate that its own authority signed, is let through. Entry point: {@code AccessGate}. It does not
 * decide what a caller may read; the API server has done that before it forwards a request.
 */
@NullMarked
package com.sysdig.autoscaler.metricsapi.access;

import org.jspecify.annotations.NullMarked;
