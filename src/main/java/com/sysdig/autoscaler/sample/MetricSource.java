package com.sysdig.autoscaler.sample;

import java.time.Instant;

/** Where numbers come from: Sysdig Monitor, in production. */
@FunctionalInterface
public interface MetricSource {
    /**
     * Evaluates a query at one instant. Blocks, for at most the source's time limit including retries; may be called
     * from several threads. Whatever goes wrong outside is a {@link Reply.Refused}, an exception is a defect.
     *
     * @param at time of evaluation, whole seconds
     */
    Reply ask(String promql, Instant at);

    /** Never blocks. Asking without room is refused as {@link SourceProblem.Reason#LIMITED}. */
    default Allowance allowance() {
        return Allowance.ENDLESS;
    }
}
