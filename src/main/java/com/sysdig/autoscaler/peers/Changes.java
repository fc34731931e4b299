package com.sysdig.autoscaler.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.sysdig.autoscaler.sample.Histories;
import com.sysdig.autoscaler.sample.Restraint;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers that became known to a replica since a moment.
 *
 * @param until that moment for the next time; of use to the replica only that made it
 * @param replicas how many there are
 * @param restraint what whoever asks has to keep to; null from a replica of a version that does not tell
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record Changes(String until, int replicas, @Nullable Restraint restraint, List<Change> answers) {
    Changes {
        answers = List.copyOf(answers);
    }

    /**
     * What is known of one question.
     *
     * @param question its {@link QuestionKeys key}
     * @param known all of it, for whoever knows nothing of it yet: what came before the last answer counts for long
     */
    @RegisterForReflection
    record Change(String question, Histories known) {}
}
