package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

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
    void areAllNamedByTheirKustomization() {
        assertThat(Manifests.all())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Manifests.read(file.resolveSibling("kustomization.yaml")))
                        .contains(file.getFileName().toString()));
    }
}
