package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.episode.LogLines;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseLogTest {
    private final ReplicaIdentity us = ReplicaIdentity.on("b", "10.0.0.2", 8443);
    private final ReplicaIdentity other = ReplicaIdentity.on("a", "10.0.0.1", 8443);
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final LeaseLog log = new LeaseLog(us, () -> now);
    private final LogLines lines = new LogLines(LeaseLog.class);

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void tellsOfNoLossAtTheStart() {
        log.holds(other.text());
        log.holds("");
        log.leads();

        assertThat(lines.lines()).containsExactly("INFO This replica writes the HorizontalPodAutoscalers now.");
    }

    @Test
    void tellsOnceOfALossAndOnceThatThisReplicaLeadsAgainAndAfterHowLong() {
        log.leads();
        assertThat(lines.lines()).hasSize(1);

        log.lost();
        log.lost();
        now = now.plusSeconds(33);
        log.holds(null);
        log.holds(us.text());
        assertThat(lines.lines()).singleElement().asString().startsWith("WARN The lease was lost");
        log.leads();

        assertThat(lines.lines())
                .containsExactly(
                        "INFO This replica writes the HorizontalPodAutoscalers again, after PT33S without the lease.");
    }

    @Test
    void lossIsOverWhenAnotherReplicaLeads() {
        log.lost();
        now = now.plusSeconds(16);
        log.holds(other.text());
        log.holds(other.text());
        now = now.plusSeconds(3_600);
        log.leads();

        assertThat(lines.lines())
                .satisfiesExactly(
                        begin -> assertThat(begin).startsWith("WARN The lease was lost"),
                        end -> assertThat(end)
                                .isEqualTo("INFO Replica " + other.text()
                                        + " writes the HorizontalPodAutoscalers, after PT16S without the lease here."),
                        next -> assertThat(next)
                                .isEqualTo("INFO This replica writes the HorizontalPodAutoscalers now."));
    }
}
