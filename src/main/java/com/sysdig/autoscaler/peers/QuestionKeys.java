package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Short names of questions, the same on every replica. So no question travels: a replica takes answers to its own questions
 * only, and a version that words them otherwise does not meet with ours. Safe for use by several threads.
 */
public final class QuestionKeys {
    private final Map<Question, String> known = new ConcurrentHashMap<>();

    String of(Question question) {
        return known.computeIfAbsent(question, QuestionKeys::digest);
    }

    /** Forgets all others. */
    void retain(Set<Question> questions) {
        known.keySet().retainAll(questions);
    }

    private static String digest(Question question) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(AnswerJson.write(question));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
