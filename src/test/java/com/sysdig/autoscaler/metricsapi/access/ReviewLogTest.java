package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.episode.LogLines;
import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReviewLogTest {
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final ReviewLog log = new ReviewLog(() -> now);

    @Test
    void saysOnceThatReviewsFailAndOnceThatTheyWorkAgainAndAfterHowLong() {
        try (var lines = new LogLines(ReviewLog.class)) {
            log.note(new AccessAnswer.Allowed());
            log.note(new AccessAnswer.Failed("down"));
            now = now.plusSeconds(40);
            log.note(new AccessAnswer.Failed("still down"));
            now = now.plusSeconds(2);
            log.note(new AccessAnswer.Denied(""));
            log.note(new AccessAnswer.Allowed());

            assertThat(lines.lines())
                    .satisfiesExactly(
                            begin -> assertThat(begin)
                                    .startsWith(
                                            "WARN Who may read metrics cannot be asked: down. What was not allowed"),
                            end -> assertThat(end)
                                    .isEqualTo("INFO Who may read metrics can be asked again, after PT42S"));
        }
    }
}
