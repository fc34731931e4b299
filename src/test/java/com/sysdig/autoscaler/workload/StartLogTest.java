package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.episode.LogLines;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartLogTest {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final StartLog log = new StartLog(() -> now);

    @Test
    void saysOnceWhyTheReconcilersDoNotStartAndOnceThatTheyDoAndAfterHowLong() {
        try (var lines = new LogLines(StartLog.class)) {
            log.failed(new IllegalStateException("An error has occurred.", new RuntimeException("refused")), PAUSE);
            now = now.plusSeconds(70);
            log.failed(new IllegalStateException("timeout"), PAUSE);
            log.started();
            log.started();

            assertThat(lines.lines())
                    .containsExactly(
                            "WARN The reconcilers do not start: refused. It is tried again, at least every 15s.",
                            "INFO The reconcilers are started, after PT1M10S.");
        }
    }

    @Test
    void saysNothingOfAStartThatSucceedsAtOnce() {
        try (var lines = new LogLines(StartLog.class)) {
            log.started();

            assertThat(lines.lines()).isEmpty();
        }
    }
}
