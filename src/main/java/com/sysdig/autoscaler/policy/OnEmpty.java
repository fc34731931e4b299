package com.sysdig.autoscaler.policy;

/** What a successful answer without series means. */
public enum OnEmpty {
    MISSING,
    ZERO
}
