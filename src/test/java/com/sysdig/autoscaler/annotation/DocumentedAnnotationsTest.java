package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationKey.Level;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedAnnotationsTest {
    private static final Path PAGE = Path.of("docs/annotations.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    static final List<Level> LEVELS = List.of(Level.values());

    @ParameterizedTest
    @FieldSource("LEVELS")
    void everyAnnotationIsInTheTableOfItsLevel(Level level) throws IOException {
        var table = Stream.of(AnnotationKey.values())
                .filter(key -> key.level() == level)
                .map(key -> "| `%s` | %s | %s |".formatted(key.key(), key.meaning(), key.fallback()))
                .toList();

        assertThat(rows(level == Level.METRIC ? "## Per metric" : "## Per workload"))
                .isEqualTo(table);
    }

    @Test
    void everyLegacyNameIsInItsTable() throws IOException {
        var table = Stream.of(LegacyMetric.values())
                .map(metric -> "| `%s` | `%s` | `%s` |"
                        .formatted(
                                metric.dotName(),
                                metric.promqlName(),
                                MetricNames.function(metric.promqlName()).text()))
                .toList();

        assertThat(rows("## Legacy names")).isEqualTo(table);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(GenericKubernetesResource example) {
        var settings = new AnnotationSettings("prod", 1, null, 10000, true, RawQueries.NAMESPACED);

        assertThat(Annotated.parse(settings, example.getMetadata().getAnnotations()))
                .isInstanceOf(Parsed.Valid.class);
    }

    static List<GenericKubernetesResource> examples() throws IOException {
        var examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(match -> Serialization.unmarshal(match.group(1), GenericKubernetesResource.class))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        return examples;
    }

    private static List<String> rows(String heading) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }
}
