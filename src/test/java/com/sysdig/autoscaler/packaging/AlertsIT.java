package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertsIT {
    private static final Path RULES = Manifests.CHART.resolve("files/alerts.yaml");
    private static final Path CASES = Path.of("src/test/resources/alerts/tests.yaml");

    @Test
    void areRulesThatPrometheusTakes() {
        Tool.of(Part.PROMTOOL).run("check", "rules", RULES.toString()).orFail();
    }

    @Test
    void fireWhenTheyShouldAndOnlyThen() {
        Tool.of(Part.PROMTOOL).run("test", "rules", CASES.toString()).orFail();
    }

    @Test
    void haveACaseForEitherSide() {
        var cases = Manifests.read(CASES);

        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert ->
                        assertThat(cases).contains("name: " + alert + " fires\n", "name: " + alert + " stays quiet\n"));
    }

    private static Stream<String> alerts() {
        return Pattern.compile("(?m)^  - alert: (\\w+)$")
                .matcher(Manifests.read(RULES))
                .results()
                .map(alert -> alert.group(1));
    }
}
