package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for meters that there are; a misspelt one would be silent for ever. */
class MeterNamesTest {
    private static final Pattern DECLARED = Pattern.compile("\"(sysdig[._]autoscaler[._][a-z._]+)\"");
    private static final Pattern USED = Pattern.compile("\\bsysdig_autoscaler_[a-z_]+");
    /** What the Prometheus registry adds for unit and kind. */
    private static final Pattern ADDED = Pattern.compile("(_seconds)?(_total|_count|_sum|_max|_bucket)?$");

    @Test
    void areThoseOfTheCode() throws IOException {
        var declared = declared();
        for (var file : List.of("files/alerts.yaml", "files/dashboard.json")) {
            var used = USED.matcher(Manifests.read(Manifests.CHART.resolve(file)))
                    .results()
                    .map(name -> ADDED.matcher(name.group()).replaceFirst(""))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(used).as(file).hasSizeGreaterThan(5).isSubsetOf(declared);
        }
    }

    @Test
    void everyPanelOfTheDashboardAsksForSomething() throws IOException {
        var dashboard = new ObjectMapper().readTree(Manifests.read(Manifests.CHART.resolve("files/dashboard.json")));

        assertThat(dashboard.get("panels"))
                .filteredOn(panel -> !panel.get("type").asText().equals("row"))
                .hasSizeGreaterThan(5)
                .allSatisfy(panel -> assertThat(panel.at("/targets/0/expr").asText())
                        .as(panel.get("title").asText())
                        .isNotEmpty());
    }

    private static Set<String> declared() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith("Meters.java"))
                    .flatMap(file -> DECLARED.matcher(Manifests.read(file)).results())
                    .map(name -> name.group(1).replace('.', '_'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
