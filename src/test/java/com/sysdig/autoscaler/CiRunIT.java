package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real {@code .ci/run} with an {@code mvnw} of a few lines in its place. */
class CiRunIT {
    @TempDir
    private Path folder;

    private record Ended(int status, List<String> lines) {}

    @Test
    void verifiesAndAddsUpTheRunnersClosingLines() throws Exception {
        var ended = run("""
                echo "called with $*"
                echo '[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in one.Test'
                echo '[INFO] Tests run: 1200, Failures: 0, Errors: 0, Skipped: 0'
                echo '[WARNING] Tests run: 30, Failures: 0, Errors: 0, Skipped: 2'
                """);

        assertThat(ended.status()).isZero();
        assertThat(ended.lines()).first().asString().startsWith("called with ").endsWith(" verify");
        assertThat(ended.lines())
                .endsWith("Tests run: 1230, Failures: 0, Errors: 0, Skipped: 2", "1228 passed, 0 failed, 2 skipped");
    }

    @Test
    void namesWhatFailedAndFailsToo() throws Exception {
        var ended = run("""
                mkdir -p target/failsafe-reports
                cat >target/failsafe-reports/TEST-shop.WebIT.xml <<'XML'
                <testsuite name="shop.WebIT">
                  <testcase name="scales" classname="shop.WebIT">
                    <failure message="expected: 5&#10;but was: &quot;4&quot;" type="AssertionError"/>
                  </testcase>
                  <testcase name="holds" classname="shop.WebIT"/>
                </testsuite>
                XML
                echo '[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0'
                exit 1
                """);

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines())
                .endsWith(
                        "Failed:",
                        "  shop.WebIT.scales",
                        "    expected: 5",
                        "    but was: \"4\"",
                        "",
                        "Tests run: 2, Failures: 1, Errors: 0, Skipped: 0",
                        "1 passed, 1 failed");
    }

    private Ended run(String mvnw) throws Exception {
        Files.createDirectory(folder.resolve(".ci"));
        Files.copy(Path.of(".ci/run"), folder.resolve(".ci/run"));
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\n" + mvnw),
                PosixFilePermissions.fromString("rwxr-xr-x"));
        var process = new ProcessBuilder(folder.resolve(".ci/run").toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.lines().toList());
    }
}
