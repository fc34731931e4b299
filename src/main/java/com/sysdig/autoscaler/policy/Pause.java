package com.sysdig.autoscaler.policy;

/** Which directions of scaling are switched off. */
public enum Pause {
    NONE,
    UP,
    DOWN,
    BOTH
}
