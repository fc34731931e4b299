package com.sysdig.autoscaler.query;

import java.util.Set;

/**
 * One HTTP query and the questions it answers. Every row of its answer carries the label {@link #FACT}, which tells what
 * the row's number is (see {@link Fact}); rows of a grouped query also carry the labels of {@link SeriesLabel}.
 *
 * @param promql the same text for the same questions
 */
public record PlannedQuery(String promql, Set<Question> questions) {
    public static final String FACT = "is";

    public PlannedQuery {
        questions = Set.copyOf(questions);
    }
}
