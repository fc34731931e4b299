package com.sysdig.autoscaler.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.episode.LogLines;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForeignOwnerTest {
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final ForeignOwner owner = new ForeignOwner("Thing ours", "nobody asks us. Remove it.", () -> now);
    private final LogLines lines = new LogLines(ForeignOwner.class);

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void tellsOnceWhoseItIsAndOnceThatItIsOursAgainAndAfterHowLong() {
        owner.gone();
        assertThat(owner.seen("ns/other")).isTrue();
        now = now.plusSeconds(60);
        assertThat(owner.seen("ns/other")).isFalse();
        now = now.plusSeconds(1);
        owner.gone();
        owner.gone();

        assertThat(lines.lines())
                .containsExactly(
                        "ERROR Thing ours belongs to ns/other and is left alone: nobody asks us. Remove it.",
                        "INFO Thing ours is ours; it belonged to ns/other for PT1M1S");
    }

    @Test
    void everyOwnerIsAnEpisodeOfItsOwn() {
        owner.seen("ns/first");
        now = now.plusSeconds(5);
        assertThat(owner.seen("ns/second")).isTrue();
        now = now.plusSeconds(7);
        owner.gone();

        assertThat(lines.lines().stream().filter(line -> line.startsWith("INFO")))
                .containsExactly(
                        "INFO Thing ours does not belong to ns/first any more, after PT5S",
                        "INFO Thing ours is ours; it belonged to ns/second for PT7S");
    }

    @Test
    void saysSinceWhenForWhoeverLooks() {
        assertThat(owner.text()).isEqualTo("ours");
        owner.seen("ns/other");

        assertThat(owner.text())
                .isEqualTo("Thing ours belongs to ns/other and is left alone: nobody asks us. Remove it."
                        + " Since 2026-06-01T12:00:00Z.");
    }
}
