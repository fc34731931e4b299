package com.sysdig.autoscaler.workload;

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
