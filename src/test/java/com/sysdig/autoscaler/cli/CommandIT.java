package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as a process: with arguments it is a command, without a cluster and without settings. */
class CommandIT {
    private static final String RIGHT = Session.resource("right.yaml");
    private static final String WRONG = Session.resource("wrong.yaml");

    private record Ended(int code, String out, String err) {}

    @TempDir
    Path folder;

    @Test
    void checksWhatIsRight() throws Exception {
        var ended = run(Product.command(), RIGHT, "check", "-");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo("2 annotated workloads in 1 file, 1 other object ignored: no problems\n");
    }

    @Test
    void checksWhatIsWrong() throws Exception {
        var ended = run(Product.command(), WRONG, "check", "-");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo(Session.resource("wrong.txt"));
    }

    @Test
    void checksForProgramsAndForGithub() throws Exception {
        assertThat(run(Product.command(), WRONG, "check", "-o", "json", "-").out())
                .isEqualTo(Session.resource("wrong.json"));
        assertThat(run(Product.command(), WRONG, "check", "-o", "github", "-").out())
                .isEqualTo(Session.resource("wrong.github"));
    }

    @Test
    void rendersAndAsks() throws Exception {
        var rendered = run(Product.command(), RIGHT, "render", "-");
        assertThat(rendered.code()).isZero();
        assertThat(rendered.err()).isEmpty();
        assertThat(rendered.out()).isEqualTo(Session.resource("right-hpas.yaml"));

        var asked = run(Product.command(), RIGHT, "query", "--cluster-name=prod", "-");
        assertThat(asked.code()).isZero();
        assertThat(asked.err()).isEmpty();
        assertThat(asked.out()).isEqualTo(Session.resource("right-queries.txt"));
    }

    @Test
    void endsWith2WhereTheCommandIsWrong() throws Exception {
        var ended =
                run(Product.command(), "", "check", folder.resolve("no.yaml").toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .containsExactly(folder + "/no.yaml: does not exist", "Try `sysdig-autoscaler check --help`.");
    }

    /** A native executable takes them out of the arguments by itself. */
    @Test
    void takesLeadingPropertiesForPropertiesAndNotForACommand() throws Exception {
        assertThat(run(Product.command(), "", "-Dsysdig.timeout=20s", "--version")
                        .out())
                .startsWith("sysdig-autoscaler ");
        var ended = run(Product.command(), "", "-Dsysdig.timeout=soon", "-Dsysdig.region=us1");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out() + ended.err())
                .contains("sysdig.timeout (environment variable SYSDIG_TIMEOUT) \"soon\"")
                .doesNotContain("sysdig.region");
    }

    @Test
    void isAPluginOfKubectlByItsName() throws Exception {
        var command = new ArrayList<>(Product.command());
        var plugin = Files.createSymbolicLink(
                folder.resolve("kubectl-sysdig"), Path.of(command.getFirst()).toRealPath());
        command.set(0, plugin.toString());

        assertThat(run(command, "", "check", "--help").out()).startsWith("Usage: kubectl sysdig check ");
        assertThat(run(throughKubectl(command), "", "sysdig", "check", "--help").out())
                .startsWith("Usage: kubectl sysdig check ");
    }

    /** A file on the {@code PATH} that runs the command: a jar takes arguments of its own, which a link cannot hold. */
    private List<String> throughKubectl(List<String> command) throws IOException {
        var onPath = Files.createDirectory(folder.resolve("path"));
        var plugin = Files.writeString(
                onPath.resolve("kubectl-sysdig"),
                "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(String.join("' '", command)));
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        var path = onPath + ":" + System.getenv("PATH");
        return List.of("env", "PATH=" + path, Tool.of(Part.KUBECTL).program().toString());
    }

    @Test
    void completesCommandsAndOptionsInAShell() throws Exception {
        var script = Files.writeString(
                folder.resolve("completion"),
                run(Product.command(), "", "generate-completion").out());
        var asking = """
                source %s
                COMP_WORDS=(sysdig-autoscaler ch) COMP_CWORD=1; _complete_sysdig-autoscaler
                echo "${COMPREPLY[@]}"
                COMP_WORDS=(sysdig-autoscaler check --raw) COMP_CWORD=2; _complete_sysdig-autoscaler
                echo "${COMPREPLY[@]}"
                """.formatted(script);

        var ended = run(List.of("bash", "-c", asking), "");

        assertThat(ended.out().lines()).containsExactly("check", "--raw-queries");
    }

    private Ended run(List<String> command, String input, String... arguments)
            throws IOException, InterruptedException {
        var out = folder.resolve("out").toFile();
        var err = folder.resolve("err").toFile();
        var in = Files.writeString(folder.resolve("in"), input).toFile();
        var builder = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(arguments)).toList())
                .redirectInput(in)
                .redirectOutput(out)
                .redirectError(err);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(SYSDIG|AUTOSCALER|JAVA_TOOL|KUBE)_?.*|LC_.*|LANG"));
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(
                    process.exitValue(),
                    Files.readString(out.toPath(), StandardCharsets.UTF_8),
                    Files.readString(err.toPath(), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
