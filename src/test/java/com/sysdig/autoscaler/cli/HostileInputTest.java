package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken, too large or made to hurt: each ends in one line. */
class HostileInputTest {
    @Test
    void tellsTheLineOfBrokenYamlAndReadsTheOtherDocuments() {
        var ran = Session.PLAIN.input(
                "a: b\n---\na: b: c\n---\n" + Manifests.deployment("sysdig.com/scale-cpu: 5"), "check", "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines())
                .contains(
                        "stdin:3: error: is not YAML: mapping values are not allowed here; correct what stands here or"
                                + " just before")
                .anyMatch(line -> line.startsWith("stdin:11: error: Deployment shop/web: sysdig.com/scale-cpu=\"5\""));
    }

    @Test
    void tellsTheLastLineWhereSomethingIsMissingAtTheEnd() {
        assertThat(Session.PLAIN.input("a:\n  [1,\n  2\n", "check", "-").lines().getFirst())
                .startsWith("stdin:3: error: is not YAML: expected ',' or ']'");
    }

    @Test
    void tellsTheLineOfATabulator() {
        assertThat(Session.PLAIN
                        .input("a: b\nc:\n\td: e\n", "check", "-")
                        .lines()
                        .getFirst())
                .startsWith("stdin:3: error: is not YAML: ")
                .contains("TAB");
    }

    @Test
    void tellsTheLineOfHalfACharacter() {
        assertThat(Session.PLAIN.input("a: b\nc: \"\\ud800\"\n", "check", "-").lines())
                .contains(
                        "stdin:2: error: is not YAML: an escape stands for half a character; write the whole character, as"
                                + " in `\"\\U0001F600\"`");
    }

    @Test
    void saysThatTemplatesHaveToBeRendered() {
        var chart = """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  annotations:
                    {{- toYaml .Values.annotations | nindent 4 }}
                ---
                {{- if .Values.more }}
                a: b
                {{- end }}
                """;

        var ran = Session.PLAIN.input(chart, "check", "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines())
                .containsExactly(
                        "stdin:6: error: is a template and no manifest yet; render it first, as with `helm template"
                                + " <chart> | sysdig-autoscaler check -`",
                        "0 annotated workloads in 1 file, 0 other objects ignored: 1 error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Values.target }}", "\"{{ .Values.target }}\""})
    void saysSoAlsoWhereATemplateIsYamlByAccident(String value) {
        var ran = Session.PLAIN.input(
                Manifests.deployment("sysdig.com/scale-metric: a_total", "sysdig.com/scale-target: " + value),
                "check",
                "-");

        assertThat(ran.lines()).hasSize(2);
        assertThat(ran.lines().getFirst())
                .startsWith("stdin:8: error: Deployment shop/web: is a template and no manifest yet");
    }

    @Test
    void leavesBracesAloneInManifestsThatAreRight() {
        assertThat(Session.PLAIN
                        .input(Manifests.right("example.com/alert: 'is {{ $value }}'"), "check", "-")
                        .code())
                .isZero();
    }

    @Test
    void followsAnchorsMergesAndAliases() {
        var ran = Session.PLAIN.input("""
                common: &common
                  sysdig.com/scale-metric: a_total
                  sysdig.com/scale-target: &target "100"
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  annotations:
                    <<: *common
                    sysdig.com/scale-max-replicas: *target
                    sysdig.com/scale-target: "0"
                """, "check", "-");

        assertThat(ran.lines()).hasSize(2);
        assertThat(ran.lines().getFirst())
                .startsWith("stdin:11: error: Deployment default/web: sysdig.com/scale-target=\"0\"");
    }

    @Test
    void isNotKeptBusyByAliases() {
        var laughs = new StringBuilder("l0: &l0 {<<: {a: b}}\n");
        IntStream.range(1, 40)
                .forEach(i ->
                        laughs.append("l%d: &l%d {<<: [*l%d, *l%d, *l%d]}\n".formatted(i, i, i - 1, i - 1, i - 1)));
        laughs.append("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  annotations: *l39\n");

        assertThat(Session.PLAIN.input(laughs.toString(), "check", "-").code()).isZero();

        var lists = new StringBuilder("l0: &l0 {kind: List, items: [1]}\n");
        IntStream.range(1, 40)
                .forEach(i -> lists.append(
                        "l%d: &l%d {kind: List, items: [%s]}\n".formatted(i, i, ("*l" + (i - 1) + ",").repeat(1000))));
        lists.append("kind: List\nitems: [*l39]\n");

        assertThat(Session.PLAIN.input(lists.toString(), "check", "-").code()).isZero();
    }

    @Test
    void refusesAnAliasWithinItself() {
        assertThat(Session.PLAIN.input("a: &a\n  b: *a\n", "check", "-").lines().getFirst())
                .startsWith("stdin:2: error: is not YAML: there is no anchor `&a` before this alias");
    }

    @Test
    void boundsDepthAndNumberAndSize() {
        assertThat(Session.PLAIN
                        .input("[".repeat(100_000), "check", "-")
                        .lines()
                        .getFirst())
                .startsWith("stdin:1: error: is nested more than 100 levels deep");
        assertThat(Session.PLAIN
                        .input("[" + "1,".repeat(600_000) + "]", "check", "-")
                        .lines()
                        .getFirst())
                .startsWith("stdin:1: error: holds more than 500000 values in one document");
        assertThat(Session.PLAIN
                        .input("kind: List\nitems: [" + "{kind: A},".repeat(100_001) + "]", "check", "-")
                        .lines()
                        .getFirst())
                .startsWith("stdin:2: error: holds more than 100000 objects");
        assertThat(Session.PLAIN
                        .input(new byte[11 * 1024 * 1024], "check", "-")
                        .lines()
                        .getFirst())
                .isEqualTo("stdin:1: error: is larger than 10 MiB; split it");
    }

    @Test
    void refusesWhatIsNoText() {
        var binary = "stdin:1: error: is not text in UTF-8; name manifests only, or save it as UTF-8";

        assertThat(Session.PLAIN
                        .input(new byte[] {(byte) 0xff, (byte) 0xfe, 'a'}, "check", "-")
                        .lines())
                .contains(binary);
        assertThat(Session.PLAIN.input("a\0b", "check", "-").lines()).contains(binary);
        assertThat(Session.PLAIN.input("a: b\nc: \u0007\n", "check", "-").lines())
                .contains("stdin:2: error: is not YAML: the character U+0007 may not stand in it; correct what stands"
                        + " here or just before");
    }

    @Test
    void passesByAByteOrderMarkAndReadsWindowsLineEnds() {
        var text = "\uFEFF"
                + Manifests.deployment("sysdig.com/scale-target: \"0\"").replace("\n", "\r\n");

        assertThat(Session.PLAIN
                        .input(text.getBytes(StandardCharsets.UTF_8), "check", "-")
                        .lines())
                .anyMatch(
                        line -> line.startsWith("stdin:7: error: Deployment shop/web: sysdig.com/scale-target=\"0\""));
    }

    @Test
    void writesNoControlCharacterOfAFile() {
        var manifest = Manifests.deployment("\"sysdig.com/scale-a\\eb\": \"\\e[31m\\nx\"")
                .replace("name: web", "name: \"w\\e[2J\\n::error::b\"");

        for (var output : new String[] {"text", "github"}) {
            var ran = Session.PLAIN.input(manifest, "check", "-o", output, "-");
            assertThat(ran.out()).doesNotContain("\u001b");
            assertThat(ran.lines()).noneMatch(line -> line.startsWith("::error::"));
        }
    }
}
