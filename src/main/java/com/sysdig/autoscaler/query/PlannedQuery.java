package com.sysdig.autoscaler.query;

import java.util.Set;

/**
 * One HTTP query and the questions it answers. Every row of its answer carries the label {@link #FACT}, which tells what
 * the row's number is.
 */
public record PlannedQuery(String promql, Set<Question> questions) {
    /** Label that tells the parts of an answer apart: {@code value}, {@code samples}, {@code time}, {@code pods}, {@code series}. */
    public static final String FACT = "is";

    public PlannedQuery {
        questions = Set.copyOf(questions);
    }
}
