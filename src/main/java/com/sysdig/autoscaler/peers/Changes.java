package com.sysdig.autoscaler.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.sysdig.autoscaler.sample.Answer;
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
     * What there is to one question.
     *
     * @param question its {@link QuestionKeys key}
     * @param lastGood that, or an early one, or null if there never was any
     */
    @RegisterForReflection
    record Change(String question, Answer.@Nullable Fresh lastGood, Answer latest) {}
}
