package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfilesTest {
    private static final Pattern LABEL = Pattern.compile("org\\.opencontainers\\.image\\.(\\w+)=\"(.+?)\"");

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void tellWhatTheImageIs(String kind) {
        assertThat(LABEL.matcher(dockerfile(kind)).results().map(label -> label.group(1)))
                .containsExactlyInAnyOrder("title", "description", "licenses", "version", "revision", "source");
    }

    /** Without a number Kubernetes cannot tell that {@code runAsNonRoot} is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void runAsAUserWithANumberThatIsNotRoots(String kind) {
        assertThat(instructions(kind, "USER")).singleElement().asString().matches("[1-9]\\d*:[1-9]\\d*");
    }

    /** Through a shell, which the images do not have, it would not hear SIGTERM. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void startTheProgramWithoutAShell(String kind) throws JsonProcessingException {
        assertThat(instructions(kind, "CMD")).isEmpty();
        var entryPoint = instructions(kind, "ENTRYPOINT");
        assertThat(entryPoint).hasSize(1);
        assertThat(new ObjectMapper().readValue(entryPoint.getFirst(), String[].class)[0])
                .startsWith("/")
                .doesNotEndWith("sh");
    }

    private static List<String> instructions(String kind, String name) {
        return Pattern.compile("(?m)^" + name + " (.+)$")
                .matcher(dockerfile(kind))
                .results()
                .map(instruction -> instruction.group(1))
                .toList();
    }

    private static String dockerfile(String kind) {
        return Manifests.read(Path.of("src/main/docker/Dockerfile." + kind));
    }
}
