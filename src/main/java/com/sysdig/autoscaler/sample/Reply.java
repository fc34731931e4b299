package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Fact;
import java.util.Arrays;
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

        /** How many series were read for all of it, as far as the rows tell. */
        public long series() {
            return Math.round(
                    Arrays.stream(new Findings(rows).numbers(Fact.SERIES)).sum());
        }
    }

    /** The source did not answer. */
    record Refused(SourceProblem problem) implements Reply {}
}
