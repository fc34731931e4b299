package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of {@code check}'s answer. */
class ReportsTest {
    private static final String WRONG = Session.resource("wrong.yaml");

    @Test
    void writesTextForPeople() {
        assertThat(Session.PLAIN.input(WRONG, "check", "-").out()).isEqualTo(Session.resource("wrong.txt"));
    }

    @Test
    void writesJsonForPrograms() {
        var ran = Session.PLAIN.input(WRONG, "check", "-o", "json", "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo(Session.resource("wrong.json"));
    }

    @Test
    void writesAnnotationsForGithub() {
        var ran = Session.PLAIN.input(WRONG, "check", "--output=github", "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo(Session.resource("wrong.github"));
    }

    @Test
    void escapesWhatGithubWouldReadOtherwise() {
        var ran = Session.PLAIN.input(
                Manifests.deployment("sysdig.com/scale-target: \"5%,:\""), "check", "-o", "github", "-");

        assertThat(ran.out())
                .contains(
                        "::error file=stdin,line=7,title=Sysdig Autoscaler::Deployment shop/web: sysdig.com/scale-target=\"5%25,:\"");
        assertThat(GithubReport.property("C:\\a,b%\r\n")).isEqualTo("C%3A\\a%2Cb%25%0D%0A");
    }

    @Test
    void coloursOnATerminalOnly() {
        var terminal = new Session(Session.PLAIN.environment(), true, "sysdig-autoscaler");

        assertThat(terminal.input(WRONG, "check", "-").out()).contains("\u001b[1m\u001b[31merror\u001b[");
        assertThat(terminal.run("--help").out()).contains("\u001b[");
        assertThat(terminal.input(WRONG, "check", "-o", "json", "-").out()).doesNotContain("\u001b");
        assertThat(Session.PLAIN.run("--help").out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"render", "query"})
    void neverColoursTheErrorStreamWhichMayBeAFile(String command) {
        var terminal = new Session(Session.PLAIN.environment(), true, "sysdig-autoscaler");

        assertThat(terminal.input(WRONG, command, "-").err()).contains("error").doesNotContain("\u001b");
        assertThat(terminal.run(command, "--unknown").err()).contains("--help").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "true, TERM, xterm, true",
        "true, NO_COLOR, '', true",
        "true, NO_COLOR, 1, false",
        "true, TERM, dumb, false",
        "false, TERM, xterm, false"
    })
    void heedsTheTerminalAndWhoWantsNoColours(boolean terminal, String variable, String value, boolean coloured) {
        assertThat(Surroundings.isColourful(terminal, Map.of(variable, value))).isEqualTo(coloured);
    }
}
