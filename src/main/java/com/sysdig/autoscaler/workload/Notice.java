package com.sysdig.autoscaler.workload;

/** Something the owner of a workload should know. */
record Notice(EventReason reason, String message) {}
