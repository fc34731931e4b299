package com.sysdig.autoscaler.testbed;

import java.util.Locale;

/** Who talks to the local API server, each with a token of its own. */
enum User {
    ADMIN("admin", "system:masters"),
    CONTROLLER_MANAGER("system:kube-controller-manager", ""),
    SCHEDULER("system:kube-scheduler", ""),
    /** Only what {@code kubernetes/rbac.yaml} grants its group. */
    OPERATOR("operator", "sysdig-autoscaler-operators"),
    /** Known, and allowed nothing. */
    STRANGER("stranger", "strangers");

    private final String subject;
    private final String group;

    User(String subject, String group) {
        this.subject = subject;
        this.group = group;
    }

    String group() {
        return group;
    }

    String token() {
        return "testbed-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A line of the API server's token file. */
    String tokenLine() {
        return "%s,%s,%s,\"%s\"%n".formatted(token(), subject, subject, group);
    }
}
