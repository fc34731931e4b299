package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.SourceProblem;

/** Tells the guard that another attempt may help; never leaves this package. */
final class PassingFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SourceProblem problem;

    PassingFailure(SourceProblem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    SourceProblem problem() {
        return problem;
    }
}
