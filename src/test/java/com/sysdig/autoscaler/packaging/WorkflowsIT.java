package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowsIT {
    private static final Pattern USES = Pattern.compile("(?m)^ *-? *uses: (.+)$");

    @Test
    void areWhatActionlintTakes() throws IOException {
        // Whether a shell checker is installed must not decide.
        var arguments = new ArrayList<>(List.of("-shellcheck=", "-pyflakes="));
        workflows().forEach(file -> arguments.add(file.toString()));

        Tool.of(Part.ACTIONLINT).run(arguments.toArray(String[]::new)).orFail();
    }

    @Test
    void pinEveryActionToACommit() throws IOException {
        assertThat(workflows())
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(USES.matcher(Manifests.read(file)).results())
                                .isNotEmpty()
                                .allSatisfy(uses -> assertThat(uses.group(1))
                                        .matches("[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+")));
    }

    @Test
    void mayOnlyReadUnlessAJobNeedsMore() throws IOException {
        assertThat(workflows())
                .allSatisfy(file -> assertThat(Manifests.read(file)).contains("\npermissions:\n  contents: read\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void startEveryImageBeforeARelease(String kind) {
        assertThat(Manifests.read(Path.of(".github/workflows/verify.yml")))
                .containsSubsequence(
                        "docker build -f src/main/docker/Dockerfile." + kind + " -t sysdig-autoscaler:" + kind + " .\n",
                        ".ci/starts sysdig-autoscaler:" + kind + "\n");
    }

    @Test
    void signWhatThePageOnInstallingChecks() {
        assertThat(Manifests.read(Path.of(".github/workflows/release.yml")))
                .contains(
                        "cosign sign --yes \"$IMAGE@$digest\"",
                        "cosign sign --yes \"${IMAGE%/*}/charts/sysdig-autoscaler@$digest\"",
                        "cosign sign-blob --yes --new-bundle-format --bundle SHA256SUMS.sigstore.json SHA256SUMS");
    }

    /** A cache is saved once: one with fewer programs than a job needs would be found by it for ever. */
    @Test
    void keepProgramsByTheirVersionsAndByWhatATestbedNeeds() {
        var keys = Pattern.compile("(?m)^ +key: programs-(.+)$")
                .matcher(Manifests.read(Path.of(".github/workflows/verify.yml")))
                .results()
                .map(key -> key.group(1));

        assertThat(keys)
                .hasSize(3)
                .allSatisfy(key -> assertThat(key).endsWith("-${{ hashFiles('src/test/**/go.mod') }}"))
                .filteredOn(key -> key.startsWith("${{ matrix.testbed }}-"))
                .hasSize(1);
    }

    private static List<Path> workflows() throws IOException {
        try (var files = Files.list(Path.of(".github/workflows"))) {
            return files.toList();
        }
    }
}
