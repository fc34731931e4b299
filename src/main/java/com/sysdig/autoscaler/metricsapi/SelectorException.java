package com.sysdig.autoscaler.metricsapi;

import java.io.Serial;

/** Ends the reading of a label selector; nobody outside of {@link LabelSelector#parse} sees it. */
final class SelectorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String fault;

    SelectorException(String fault) {
        super(fault);
        this.fault = fault;
    }

    String fault() {
        return fault;
    }
}
