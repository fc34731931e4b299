package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.sample.Answer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers that became known to a replica since a moment.
 *
 * @param until that moment for the next time; of use to the replica only that made it
 */
@RegisterForReflection
record Changes(String until, List<Change> answers) {
    Changes {
        answers = List.copyOf(answers);
    }

    /**
     * What there is to one question.
     *
     * @param question its {@link QuestionKeys key}
     * @param lastGood null if there never was one
     */
    @RegisterForReflection
    record Change(String question, Answer.@Nullable Fresh lastGood, Answer latest) {}
}
