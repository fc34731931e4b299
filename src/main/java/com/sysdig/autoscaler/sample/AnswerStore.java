package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Question;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The latest answers, by question. Safe for use by several threads; readers never wait. */
public final class AnswerStore {
    private final Map<Question, History> histories = new ConcurrentHashMap<>();

    /** An answer that was evaluated before the one that is held already changes nothing. */
    public void put(Map<Question, Answer> answers) {
        answers.forEach((question, answer) ->
                histories.compute(question, (_, history) -> (history == null ? History.NONE : history).with(answer)));
    }

    /** {@link History#NONE} for a question that has not been asked yet. */
    public History history(Question question) {
        return histories.getOrDefault(question, History.NONE);
    }

    /** Of every question like this that has been asked. */
    public Stream<History> histories(Predicate<Question> like) {
        return histories.entrySet().stream()
                .filter(entry -> like.test(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    /** Forgets every other question. */
    public void retain(Set<Question> questions) {
        histories.keySet().retainAll(questions);
    }

    /** The latest answer to every question that has been asked. */
    public Stream<Answer> latest() {
        return histories.values().stream().flatMap(history -> Stream.ofNullable(history.latest()));
    }
}
