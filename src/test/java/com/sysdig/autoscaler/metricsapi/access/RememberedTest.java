package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final Remembered<String> answers =
            new Remembered<>(() -> now, Duration.ofSeconds(10), 3, answer -> !answer.equals("failed"));

    @Test
    void forgetsWhatWasNotAskedForLongest() {
        ask("a", "1");
        ask("b", "1");
        ask("c", "1");
        ask("a", "2");
        ask("d", "1");

        assertThat(answers.size()).isEqualTo(3);
        assertThat(ask("a", "2")).isEqualTo("1");
        assertThat(ask("b", "2")).isEqualTo("2");
    }

    @Test
    void keepsNoFailure() {
        assertThat(ask("a", "failed")).isEqualTo("failed");

        assertThat(answers.size()).isZero();
        assertThat(ask("a", "1")).isEqualTo("1");
        assertThat(asked).hasValue(2);
    }

    @Test
    void asksAgainAfterItsTime() {
        ask("a", "1");
        now = now.plusSeconds(10);

        assertThat(ask("a", "2")).isEqualTo("2");
    }

    @Test
    void asksAgainAfterTheClockWasPutBack() {
        ask("a", "1");
        now = now.minusSeconds(3_600);

        assertThat(ask("a", "2")).isEqualTo("2");
        assertThat(ask("a", "3")).isEqualTo("2");
    }

    private String ask(String key, String answer) {
        return answers.get(key, () -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(answer);
                })
                .join();
    }
}
