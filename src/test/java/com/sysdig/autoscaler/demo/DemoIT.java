package com.sysdig.autoscaler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sysdig.autoscaler.testbed.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own. The one that succeeds is a job of CI. */
class DemoIT {

    /** Fed as always, but looked at by the HPA controller once an hour. */
    @Test
    void endsWithTheFailedStepAndTheLogsWhenTheReplicasDoNotFollow(@TempDir Path folder) throws Exception {
        assumeThat(List.of(Setting.KUBECONFIG, Setting.K3S))
                .as("an HPA controller of our own")
                .allMatch(setting -> setting.value().isEmpty());
        var log = folder.resolve("log");
        var demo = new ProcessBuilder(command("-Dtestbed.hpa-period=1h"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            var ended = demo.waitFor(5, TimeUnit.MINUTES);
            var said = Files.readString(log);

            assertThat(ended).as(said).isTrue();
            assertThat(demo.exitValue()).as(said).isEqualTo(1);
            assertThat(said)
                    .contains("load is now 580/s")
                    .contains("FAILED: 580 requests/s make 6 pods")
                    .contains("--- last lines of product", "--- last lines of kube-controller-manager");
        } finally {
            demo.destroyForcibly();
        }
    }

    /** On the testbed that this JVM was told to use. */
    private static List<String> command(String... properties) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("testbed.") || name.equals("basedir"))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
        return command;
    }
}
