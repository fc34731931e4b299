package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, a command ends in order and leaves no control character on the terminal. */
class AnyInputTest {
    private static final String RIGHT = Session.resource("right.yaml");

    /** What YAML is made of, and what it trips over. */
    private static final List<String> PIECES = List.of(
            "a",
            "b: ",
            "- ",
            "? ",
            ": ",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x ",
            "*x",
            "!",
            "!!str ",
            "!<",
            "<<: ",
            "\"",
            "'",
            "\\",
            "\\U",
            "FFFFFFFF",
            "\\x",
            "\\u",
            "D83D",
            "|",
            "|2",
            "|-",
            ">+",
            "#",
            " # ",
            "%YAML 9.9\n",
            "%TAG ! x\n",
            "---",
            "...",
            "\n---\n",
            "\n...\n",
            "\t",
            "\u0085",
            "\uFEFF",
            "\u2028",
            "\uD83D\uDE00",
            "\0",
            "\u001b",
            "{{",
            "}}",
            "%",
            "@",
            "~",
            "1",
            "on",
            "\r",
            "kind: List\nitems:\n",
            "  annotations:\n",
            "    sysdig.com/scale-target: ");

    @Property
    void anyBytesEndInOrder(@ForAll byte[] bytes) {
        check(Session.PLAIN.input(bytes, "check", "-"));
    }

    @Property
    void anyYamlEndsInOrder(@ForAll("yaml") String text) {
        check(Session.PLAIN.input(text, "check", "-"));
    }

    @Property
    void anyDamageToAManifestEndsInOrder(@ForAll("damaged") String text) {
        check(Session.PLAIN.input(text, "check", "-"));
        check(Session.PLAIN.input(text, "query", "-"));
    }

    @Provide
    Arbitrary<String> yaml() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> damaged() {
        return yaml().flatMap(piece -> Arbitraries.integers()
                .between(0, RIGHT.length())
                .map(at -> RIGHT.substring(0, at) + piece + RIGHT.substring(at)));
    }

    private static void check(Session.Ran ran) {
        assertThat(ran.code()).isBetween(0, 1);
        assertThat(ran.out() + ran.err()).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
    }
}
