package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages say what the commands do, and what the pages say to write is right. */
class DocumentedCommandsTest {
    private static final Pattern HELP =
            Pattern.compile("```\n\\$ sysdig-autoscaler ([^\n]*--help)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("^```yaml\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    /** A fenced block of YAML in a page. */
    record Example(Path page, int line, String text) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    @Test
    void thePageShowsTheHelpOfEveryCommand() throws IOException {
        var shown =
                HELP.matcher(Files.readString(Path.of("docs/cli.md"))).results().toList();

        assertThat(shown)
                .extracting(help -> help.group(1))
                .containsExactly(
                        "--help", "check --help", "render --help", "query --help", "generate-completion --help");
        assertThat(shown).allSatisfy(DocumentedCommandsTest::isReal);
    }

    @ParameterizedTest
    @EnumSource
    void everySettingHasTheVariableAndTheDefaultOfTheAutoscaler(SettingOption option) throws IOException {
        var row = Files.readString(Path.of("docs/settings.md"))
                .lines()
                .filter(line -> line.startsWith("| `%s` | `%s` |".formatted(option.key(), option.variable())))
                .findFirst()
                .orElseThrow();

        var fallback = option.fallback();
        assertThat(row).endsWith(fallback == null ? "| none |" : "| `" + fallback + "` |");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfThePagesIsRight(Example example) {
        var ran = Session.PLAIN.input(example.text(), "check", "--scale-to-zero=true", "-");

        assertThat(ran.lines()).noneMatch(line -> line.contains(": error: "));
        assertThat(ran.code()).isZero();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples())
                .extracting(example -> example.page().toString())
                .contains("README.md", "docs/annotations.md");
    }

    static List<Example> examples() throws IOException {
        try (var pages = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), pages.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .flatMap(DocumentedCommandsTest::examples)
                    .toList();
        }
    }

    private static Stream<Example> examples(Path page) {
        try {
            var text = Files.readString(page);
            return YAML.matcher(text)
                    .results()
                    .map(match -> new Example(
                            page, (int) text.substring(0, match.start()).lines().count() + 1, match.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isReal(MatchResult help) {
        var ran = Session.PLAIN.run(Arrays.stream(help.group(1).split(" ")).toArray(String[]::new));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).as(help.group(1)).isEqualTo(help.group(2));
    }
}
