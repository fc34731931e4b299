package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in the pages leads nowhere, and what they quote is what is said. Links to the web are not followed: no test needs it. */
class PagesTest {
    private static final Pattern FENCED = Pattern.compile("^( *)```.*?^\\1```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern PAGE = Pattern.compile("(?<![\\w/.-])docs/[\\w/-]+\\.md");
    /** A first cell of a table that is made of quotations: messages, and not names. */
    private static final Pattern QUOTED = Pattern.compile("(?m)^\\| ((?:`[^`]+`(?:, )?)+) \\|");

    static Stream<Path> pages() {
        return Pages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeadingOfIt(Path page) {
        var broken = LINK.matcher(CODE.matcher(prose(page)).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("(https?|mailto):.*"))
                .filter(target -> !leadsSomewhere(page, target))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageThatProgramAndManifestsNameIsThere() {
        var named = Stream.of("src/main", "helm", "kubernetes", ".github", "pom.xml")
                .flatMap(place -> Pages.files(Path.of(place)))
                .flatMap(file -> PAGE.matcher(Pages.text(file)).results())
                .map(match -> Path.of(match.group()))
                .collect(Collectors.toSet());

        assertThat(named).isNotEmpty().allMatch(Files::exists);
    }

    @Test
    void readmeLeadsToEveryPage() {
        var readme = Pages.text(Path.of("README.md"));

        assertThat(Pages.files(Path.of("docs")).filter(page -> !page.startsWith("docs/decisions")))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(readme).contains("(" + page + ")"));
    }

    @Test
    void contributingIsReadInOneSitting() {
        assertThat(Pages.text(Path.of("CONTRIBUTING.md")).lines().count())
                .as("lines of CONTRIBUTING.md: what explains goes into docs/")
                .isLessThan(120);
    }

    /** Rows of these sections begin with a part of a message. */
    @ParameterizedTest
    @ValueSource(strings = {"`kubectl apply` is refused", "About data", "About Sysdig", "About us and the cluster"})
    void troubleshootingQuotesWhatTheProgramSays(String section) {
        var said = Pages.files(Path.of("src/main/java"))
                .map(Pages::text)
                .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
                .collect(Collectors.joining("\n"));
        var quoted = QUOTED.matcher(section(Path.of("docs/troubleshooting.md"), section))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group().substring(1, code.group().length() - 1))
                .toList();

        assertThat(quoted).hasSizeGreaterThan(4);
        assertThat(quoted).filteredOn(message -> !said.contains(message)).isEmpty();
    }

    private static String section(Path page, String heading) {
        var text = Pages.text(page);
        var from = Pattern.compile("(?m)^#+ " + Pattern.quote(heading) + "$").matcher(text);
        assertThat(from.find()).as(heading).isTrue();
        var to = Pattern.compile("(?m)^#").matcher(text);
        return to.find(from.end()) ? text.substring(from.end(), to.start()) : text.substring(from.end());
    }

    private static boolean leadsSomewhere(Path page, String target) {
        var parts = target.split("#", 2);
        var file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** As GitHub makes them. */
    private static Set<String> anchors(Path page) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(prose(page)).results().forEach(heading -> {
            var slug = LINK.matcher(heading.group(1))
                    .replaceAll(link -> link.group().substring(1, link.group().indexOf(']')))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        });
        return anchors;
    }

    private static String prose(Path page) {
        return FENCED.matcher(Pages.text(page)).replaceAll("");
    }
}
