package com.sysdig.autoscaler.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void leavesAShortNoteAsItIs() {
        assertThat(Events.note("é".repeat(500))).isEqualTo("é".repeat(500));
    }

    @Test
    void cutsALongNoteBetweenCharacters() {
        var note = Events.note("😀".repeat(1_000));

        assertThat(note.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024);
        assertThat(note).endsWith("😀 …").hasSizeGreaterThan(400);
    }

    @Test
    void nameOfAnEventFitsHoweverLongTheObjectsIs() {
        var event = Events.warning(Events.service("shop", "x".repeat(253)), Instant.EPOCH)
                .build();

        assertThat(event.getMetadata().getGenerateName())
                .hasSizeLessThanOrEqualTo(248)
                .endsWith("-");
    }
}
