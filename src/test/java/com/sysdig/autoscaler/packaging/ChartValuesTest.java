package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Values, their schema and their page tell of the same keys; chart and product have one version. */
class ChartValuesTest {
    /** Objects that are handed on as they are. */
    private static final Set<String> WHOLE = Set.of("resources", "dashboard.labels");

    private final Set<String> values = values();

    /** Each by its path. */
    static Set<String> values() {
        return keys(yaml("values.yaml"), "", new TreeSet<>());
    }

    @Test
    void schemaKnowsExactlyTheValues() {
        var schema = properties(yaml("values.schema.json"), "", new TreeSet<>());
        schema.remove("global");

        assertThat(schema).isEqualTo(values);
    }

    @Test
    void pageTellsOfExactlyTheValues() {
        var told = Pattern.compile("(?m)^\\| `([a-z]\\w+(?:\\.\\w+)*)` \\|")
                .matcher(Manifests.read(Path.of("docs/install.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(values);
    }

    @Test
    void chartManifestsAndImageAreOfTheProductsVersion() {
        var version = Pattern.compile("<version>(.+?)(-SNAPSHOT)?</version>")
                .matcher(Manifests.read(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        var chart = yaml("Chart.yaml");

        assertThat(chart.get("version").asText()).isEqualTo(version);
        assertThat(chart.get("appVersion").asText()).isEqualTo(version);
        assertThat(yaml("values.yaml").at("/image/tag").asText())
                .as("the image's tag, which is the appVersion where none is given")
                .isEmpty();
        assertThat(List.of("kubernetes/deployment.yaml", "docs/install.md"))
                .allSatisfy(file -> assertThat(Pattern.compile("/sysdig-autoscaler:([\\w.-]+)")
                                .matcher(Manifests.read(Path.of(file)))
                                .results()
                                .map(image -> image.group(1)))
                        .as("images in %s", file)
                        .isNotEmpty()
                        .containsOnly(version));
    }

    @Test
    void pageChecksAReleaseOfTheChartsVersion() {
        assertThat(Manifests.read(Path.of("docs/install.md")))
                .contains("/.github/workflows/release.yml@refs/tags/v"
                        + yaml("Chart.yaml").get("version").asText() + ")");
    }

    private static Set<String> keys(JsonNode node, String prefix, Set<String> found) {
        node.properties().forEach(entry -> {
            var key = prefix + entry.getKey();
            if (entry.getValue().isObject() && !entry.getValue().isEmpty() && !WHOLE.contains(key)) {
                keys(entry.getValue(), key + ".", found);
            } else {
                found.add(key);
            }
        });
        return found;
    }

    private static Set<String> properties(JsonNode schema, String prefix, Set<String> found) {
        schema.path("properties").properties().forEach(entry -> {
            var key = prefix + entry.getKey();
            if (entry.getValue().has("properties") && !WHOLE.contains(key) && !key.endsWith("secretStoreRef")) {
                properties(entry.getValue(), key + ".", found);
            } else {
                found.add(key);
            }
        });
        return found;
    }

    private static JsonNode yaml(String file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Manifests.read(Manifests.CHART.resolve(file)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
