package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollingMetersTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Question ERRORS = Questions.raw("errors");
    private static final Question QUEUE = Questions.raw("queue_length");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AnswerStore store = new AnswerStore(Duration.ofSeconds(45));
    private Set<Question> zeros = Set.of();

    @Test
    void emptyAnswerThatIsServedAsZeroIsNoGap() {
        register();
        store.put(Map.of(ERRORS, new Answer.Empty(NOW), QUEUE, new Answer.Empty(NOW)));
        assertThat(answers("empty")).isEqualTo(2);
        assertThat(answers("zero")).isZero();

        zeros = Set.of(ERRORS);

        assertThat(answers("empty")).isOne();
        assertThat(answers("zero")).isOne();
    }

    @Test
    void otherAnswersToItAreWhatTheyAre() {
        register();
        zeros = Set.of(ERRORS);

        store.put(Map.of(ERRORS, new Answer.Ambiguous(2, NOW)));

        assertThat(answers("ambiguous")).isOne();
        assertThat(answers("zero")).isZero();
    }

    private void register() {
        assertThat(new PollingMeters(registry, Set::of, store, () -> zeros::contains))
                .isNotNull();
    }

    private double answers(String one) {
        return registry.get("sysdig.autoscaler.answers")
                .tag("case", one)
                .gauge()
                .value();
    }
}
