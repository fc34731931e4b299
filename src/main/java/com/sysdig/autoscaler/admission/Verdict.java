package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.policy.Workload;
import java.util.List;

/** What becomes of a review. */
sealed interface Verdict {
    /**
     * It may be stored.
     *
     * @param warnings as the API server passes them on: one line each, bounded in length and number
     */
    record Allowed(List<String> warnings) implements Verdict {
        public Allowed {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It may not.
     *
     * @param complaints at least one
     */
    record Denied(Workload workload, List<Complaint> complaints) implements Verdict {
        public Denied {
            complaints = List.copyOf(complaints);
        }
    }

    /**
     * There is nothing in it that could be reviewed; a wrong registration brings that.
     *
     * @param why one line
     */
    record Unreviewable(String why) implements Verdict {}
}
