package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.Question;
import java.util.Optional;
import java.util.Set;

/** What is wanted of the source. Asked every second, by one thread. */
@FunctionalInterface
public interface Wanted {
    /**
     * Every distinct question, or nothing for as long as not all of them are known; cheapest if it is the same set, not only
     * an equal one, while nothing changes.
     */
    Optional<Set<Question>> questions();

    /** Of the workloads that want a raw query's number. */
    default Set<String> namespaces(Question.OfQuery question) {
        return Set.of();
    }

    /** Whether finding nothing is an answer that everybody who asks this is content with. */
    default boolean mayBeEmpty(Question question) {
        return false;
    }
}
