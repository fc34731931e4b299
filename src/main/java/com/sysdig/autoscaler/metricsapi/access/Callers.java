package com.sysdig.autoscaler.metricsapi.access;

/** Tells who a request is from. Called on the event loop: answers from memory, never blocks, never throws. */
@FunctionalInterface
interface Callers {
    Authentication identify(Credentials credentials);
}
