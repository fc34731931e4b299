package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Pages;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say to write is right, and what they call wrong is refused. */
class DocumentedManifestsTest {
    private static final Pattern YAML =
            Pattern.compile("^( *)```yaml\n(.*?)^\\1```", Pattern.DOTALL | Pattern.MULTILINE);
    /** How a block begins that is meant to be wrong, so that a reader sees it too. */
    private static final String WRONG = "# Refused: ";

    private static final Path MIGRATION = Path.of("docs/migration.md");

    /** A fenced block of YAML in a page. */
    record Example(Path page, int line, String text) {
        Session.Ran run(String command) {
            return Session.PLAIN.input(text, command, "--scale-to-zero=true", "-");
        }

        boolean isAnnotated() {
            return text.contains("sysdig.com/scale-");
        }

        boolean isWrong() {
            return text.startsWith(WRONG);
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsRightUnlessItSaysThatItIsWrong(Example example) {
        var ran = example.run("check");

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(example.isWrong() ? 1 : 0);
        assertThat(ran.lines().stream().anyMatch(line -> line.contains(": error: ")))
                .isEqualTo(example.isWrong());
        assertThat(ran.lines()).noneMatch(line -> !example.isWrong() && line.contains(": warning: "));
    }

    @Test
    void noManifestIsOutsideOfTheBlocksThatAreLookedAt() {
        assertThat(Pages.all())
                .allSatisfy(page -> assertThat(YAML.matcher(Pages.text(page)).replaceAll(""))
                        .as(page.toString())
                        .doesNotContainPattern("(?m)^ *(apiVersion|kind): "));
    }

    /** With the page's own name of the file. */
    @Test
    void whatIsSaidOfAWrongExampleIsShownBesideIt() {
        assertThat(examples())
                .filteredOn(Example::isWrong)
                .allSatisfy(example -> assertThat(Pages.text(example.page()))
                        .contains("```\n" + example.run("check").out().replace("stdin:", "web.yaml:") + "```"));
    }

    @Test
    void thereAreExamplesOfBothKinds() {
        assertThat(examples())
                .extracting(example -> example.page().toString())
                .contains("README.md", "docs/annotations.md", "docs/getting-started.md", "docs/recipes.md");
        assertThat(examples()).anyMatch(Example::isWrong);
    }

    @Test
    void everyMigrationEndsInAManifestOfWhichAHorizontalPodAutoscalerIsMade() {
        var befores = Pattern.compile("\\bBefore[:,]").matcher(Pages.text(MIGRATION));
        var afters = examples().stream()
                .filter(example -> example.page().equals(MIGRATION) && example.isAnnotated())
                .toList();

        assertThat(afters).hasSize((int) befores.results().count()).hasSizeGreaterThan(4);
        assertThat(afters).allSatisfy(after -> {
            var ran = after.run("render");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).containsOnlyOnce("kind: \"HorizontalPodAutoscaler\"");
        });
    }

    static List<Example> examples() {
        return Pages.all().stream().flatMap(DocumentedManifestsTest::examples).toList();
    }

    private static Stream<Example> examples(Path page) {
        var text = Pages.text(page);
        return YAML.matcher(text)
                .results()
                .map(match -> new Example(
                        page,
                        (int) text.substring(0, match.start()).lines().count() + 1,
                        match.group(2).stripIndent()));
    }
}
