package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages say what the commands do. */
class DocumentedCommandsTest {
    private static final Pattern HELP =
            Pattern.compile("```\n\\$ sysdig-autoscaler ([^\n]*--help)\n(.*?)```", Pattern.DOTALL);

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

    private static void isReal(MatchResult help) {
        var ran = Session.PLAIN.run(Arrays.stream(help.group(1).split(" ")).toArray(String[]::new));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).as(help.group(1)).isEqualTo(help.group(2));
    }
}
