package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code kubernetes/} and the chart are one thing in two forms. */
class ManifestsIT {

    /** With {@code -Dmanifests.write=true} it makes them so. */
    @Test
    void areWhatTheChartMakes() {
        var made = Manifests.made();
        if (Boolean.getBoolean("manifests.write")) {
            made.forEach(Manifests::write);
        }

        assertThat(made)
                .hasSize(14)
                .allSatisfy((file, text) -> assertThat(Manifests.read(file))
                        .as("%s; to make it anew: ./mvnw test -Dtest=ManifestsIT -Dmanifests.write=true", file)
                        .isEqualTo(text));
    }

    @Test
    void overlayOfThePageIsOneThatKustomizeBuilds() {
        assertThat(built(overlayOfThePage()))
                .contains(
                        "SYSDIG_REGION: eu1",
                        "SYSDIG_CLUSTER_NAME: prod",
                        "image: registry.example.com/sysdig-autoscaler:",
                        "memory: 320Mi",
                        "memory: 768Mi",
                        "kind: ServiceMonitor");
    }

    /** An empty value counts as none, as SettingsReaderTest says. */
    @Test
    void takeAnAddressInsteadOfTheRegionAsThePageSays() {
        var page = Manifests.read(Path.of("docs/install.md"));
        var literals = page.substring(page.indexOf("literals: [SYSDIG_REGION=,"));

        assertThat(built(overlayOfThePage().replaceFirst("literals: .*", literals.substring(0, literals.indexOf('`')))))
                .contains("SYSDIG_REGION: \"\"\n", "SYSDIG_URL: https://eu-de.monitoring.cloud.ibm.com\n");
    }

    @Test
    void areAllNamedByTheirKustomization() {
        assertThat(Manifests.all())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Manifests.read(file.resolveSibling("kustomization.yaml")))
                        .contains(file.getFileName().toString()));
    }

    private static String overlayOfThePage() {
        var page = Manifests.read(Path.of("docs/install.md"));
        var yaml = page.substring(page.indexOf("# kustomization.yaml\n"));
        return yaml.substring(0, yaml.indexOf("```"));
    }

    private static String built(String overlay) {
        var folder = Path.of("target/overlay-of-the-page");
        Manifests.write(folder.resolve("kustomization.yaml"), overlay.replace("../kubernetes", "../../kubernetes"));
        return Tool.of(Part.KUBECTL).run("kustomize", folder.toString()).orFail();
    }
}
