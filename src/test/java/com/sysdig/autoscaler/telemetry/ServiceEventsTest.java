package com.sysdig.autoscaler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.polling.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServiceEventsTest {
    @Test
    void everyReasonIsDocumentedAndNoOther() throws IOException {
        var documented = Pattern.compile("(?m)^### (\\w+)$")
                .matcher(Files.readString(Path.of("docs/events.md")))
                .results()
                .map(heading -> heading.group(1));

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Trouble.values())
                        .map(ServiceEvents::reason)
                        .toList());
    }
}
