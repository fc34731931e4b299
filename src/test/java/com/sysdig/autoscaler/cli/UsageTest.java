package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that cannot be meant like this: exit code 2, and nothing on standard output. */
class UsageTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    chekc a.yaml                             | Did you mean: sysdig-autoscaler check?
                    check                                    | Missing required parameter: '<file>'
                    check --nonsense -                       | Unknown option: '--nonsense'
                    check -o yaml -                          | --output=yaml is not one of text, json, github
                    query -o github -                        | --output=github is not one of text, json
                    render -o text -                         | Unknown option: '-o'
                    check --raw-queries=x -                  | --raw-queries=x is not one of namespaced, allowed, denied
                    check --scale-to-zero=yes -              | --scale-to-zero=yes is not one of true, false
                    check --replicas-ceiling=0 -             | --replicas-ceiling=0 is not a whole number from 1 to 10000
                    check --default-max-replicas=ten -       | --default-max-replicas=ten is not a whole number from 1 to 10000
                    check --default-min-replicas=0 -         | --default-min-replicas=0 is not a whole number from 1 to 10000
                    check --default-min-replicas=5 --default-max-replicas=4 - | --default-max-replicas=4 is not a whole number from 5 to 10000
                    check --sample-interval=10 -             | --sample-interval=10 is not a duration from 1s to 5m
                    check --sample-interval=6m -             | --sample-interval=6m is not a duration from 1s to 5m
                    check no/such/file.yaml                  | no/such/file.yaml: does not exist
                    generate-completion x                    | Unmatched argument at index 1: 'x'
                    """)
    void saysWhatIsWrongWithACommand(String command, String said) {
        var ran = Session.PLAIN.run(command.split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().toList()).contains(said).last().asString().matches("Try `.+ --help`.");
    }

    @Test
    void namesTheVariableWhereThatIsWrong() {
        var ran = Session.PLAIN.with("AUTOSCALER_REPLICAS_CEILING", "many").run("check", "-");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith(
                        "the environment variable AUTOSCALER_REPLICAS_CEILING=many is not a whole number from 1 to 10000\n");
    }

    @Test
    void prefersAnOptionToItsVariableAndTakesAnEmptyVariableForNone() {
        var manifest = Manifests.right("sysdig.com/scale-min-replicas: \"15\"");

        assertThat(Session.PLAIN
                        .with("AUTOSCALER_REPLICAS_CEILING", "10")
                        .input(manifest, "check", "-")
                        .code())
                .isEqualTo(1);
        assertThat(Session.PLAIN
                        .with("AUTOSCALER_REPLICAS_CEILING", "10")
                        .input(manifest, "check", "--replicas-ceiling=20", "-")
                        .code())
                .isZero();
        assertThat(Session.PLAIN
                        .with("AUTOSCALER_REPLICAS_CEILING", " ")
                        .input(manifest, "check", "-")
                        .code())
                .isZero();
    }

    @Test
    void callsItselfAsItWasCalled() {
        var plugin = new Session(Map.of(), false, "kubectl-sysdig");

        assertThat(plugin.run("--help").out()).startsWith("Usage: kubectl sysdig [-hV] [COMMAND]\n");
        assertThat(plugin.run("check", "--help").out())
                .startsWith("Usage: kubectl sysdig check [OPTIONS] <file>...\n")
                .contains("| kubectl sysdig check -");
        assertThat(plugin.run("check").err()).contains("Try `kubectl sysdig check --help`.");
        assertThat(plugin.run("generate-completion").out()).contains(" kubectl-sysdig ");
    }

    @Test
    void tellsItsVersion() {
        assertThat(Session.PLAIN.run("--version").out()).matches("sysdig-autoscaler \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void asksForACommandWhereThereAreOnlyOptions() {
        assertThat(Session.PLAIN.run("--", "").code()).isEqualTo(2);
    }
}
