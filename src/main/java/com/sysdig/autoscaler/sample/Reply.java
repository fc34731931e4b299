package com.sysdig.autoscaler.sample;

import java.util.List;

/** What came of one query. */
public sealed interface Reply {
    /**
     * The source answered.
     *
     * @param warnings of the source; any warning means that numbers may be wrong
     */
    record Rows(List<Row> rows, List<String> warnings) implements Reply {
        public Rows {
            rows = List.copyOf(rows);
            warnings = List.copyOf(warnings);
        }
    }

    /** The source did not answer. */
    record Refused(SourceProblem problem) implements Reply {}
}
