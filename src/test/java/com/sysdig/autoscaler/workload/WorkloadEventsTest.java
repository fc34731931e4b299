package com.sysdig.autoscaler.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkloadEventsTest {
    @Test
    void leavesAShortNoteAsItIs() {
        assertThat(WorkloadEvents.cut("é".repeat(500))).isEqualTo("é".repeat(500));
    }

    @Test
    void cutsALongNoteBetweenCharacters() {
        var note = WorkloadEvents.cut("😀".repeat(1_000));
        assertThat(note.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024);
        assertThat(note).endsWith("😀 …").hasSizeGreaterThan(400);
    }

    @Test
    void everyReasonIsDocumentedAndNoOther() throws IOException {
        var documented = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(Path.of("docs/events.md")))
                .results()
                .map((MatchResult heading) -> heading.group(1));
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(EventReason.values()).map(EventReason::text),
                                Stream.of("ApiServiceForeign")) // on our Service
                        .toList());
    }
}
