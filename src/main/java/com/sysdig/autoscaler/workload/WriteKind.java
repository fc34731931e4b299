package com.sysdig.autoscaler.workload;

/** What a write does; in lower case a label of our meters. */
enum WriteKind {
    CREATE,
    CORRECT,
    ADOPT,
    GIVE_BACK,
    DELETE
}
