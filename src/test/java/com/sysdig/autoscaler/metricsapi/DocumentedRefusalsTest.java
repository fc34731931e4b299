package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedRefusalsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void everyReasonIsExplained() throws IOException {
        var page = Files.readString(Path.of("docs/missing-data.md"));
        var reasons = page.substring(page.indexOf("## Reasons"));

        assertThat(ROW.matcher(reasons).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(Stream.of(Refusal.values())
                        .map(refusal -> refusal.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
