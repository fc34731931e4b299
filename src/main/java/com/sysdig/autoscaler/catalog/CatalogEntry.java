package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.query.Question;
import java.util.Map;

/**
 * A managed workload.
 *
 * @param parsed never {@link Parsed.Unmanaged}
 * @param questions by metric id; empty where the annotations are invalid
 */
public record CatalogEntry(Workload workload, Parsed parsed, Map<String, Question> questions, Replicas replicas) {
    public CatalogEntry {
        questions = Map.copyOf(questions);
    }
}
