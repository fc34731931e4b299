package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is what the token is read from, so that there is I/O of that kind here. */
class TokensTest {
    @TempDir
    Path folder;

    @Test
    void namesBothSettingsWhereThereIsNone() {
        assertThat(message(new Tokens(new TokenOrigin.Nowhere())))
                .contains("sysdig.api-token", "SYSDIG_API_TOKEN", "sysdig.api-token-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc def", "abc\ndef", "abc\u0000", "abcdé", "abc\r\nX-Evil: 1"})
    void refusesWhatAHeaderCannotCarryWithoutShowingIt(String text) {
        assertThat(message(new Tokens(new TokenOrigin.Value(new Token(text)))))
                .contains("SYSDIG_API_TOKEN")
                .doesNotContain("abc");
    }

    @Test
    void trimsTheFile() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "  secret\n");

        assertThat(authorization(new Tokens(new TokenOrigin.File(file)))).isEqualTo("Bearer secret");
    }

    @Test
    void namesTheFileThatIsMissingOrEmpty() throws IOException {
        var file = folder.resolve("token");
        var tokens = new Tokens(new TokenOrigin.File(file));
        assertThat(message(tokens)).contains(file.toString(), "SYSDIG_API_TOKEN_FILE");

        Files.writeString(file, " \n");
        assertThat(message(tokens)).contains("empty", file.toString());
    }

    @Test
    void namesAFileThatIsAFolder() {
        assertThat(message(new Tokens(new TokenOrigin.File(folder)))).contains(folder.toString());
    }

    @Test
    void readsTheFileAgainWhenItsLinkLeadsElsewhere() throws IOException {
        Files.writeString(folder.resolve("one"), "first1");
        Files.writeString(folder.resolve("two"), "second");
        var modified = Files.getLastModifiedTime(folder.resolve("one"));
        Files.setLastModifiedTime(folder.resolve("two"), modified);
        var link = Files.createSymbolicLink(folder.resolve("token"), folder.resolve("one"));
        var tokens = new Tokens(new TokenOrigin.File(link));
        assertThat(authorization(tokens)).isEqualTo("Bearer first1");

        Files.delete(link);
        Files.createSymbolicLink(link, folder.resolve("two"));

        assertThat(authorization(tokens)).isEqualTo("Bearer second");
    }

    @Test
    void usesTheFileAgainWhenItComesBack() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "secret");
        var tokens = new Tokens(new TokenOrigin.File(file));
        Files.delete(file);
        assertThat(tokens.current()).isInstanceOf(Tokens.Current.Unusable.class);

        Files.writeString(file, "other");

        assertThat(authorization(tokens)).isEqualTo("Bearer other");
    }

    @Test
    void showsATokenNowhere() {
        var token = new Token("secret-secret");

        assertThat(token.toString()).doesNotContain("secret");
        assertThat(new TokenOrigin.Value(token).toString()).doesNotContain("secret");
        assertThat(new Tokens.Current.Usable(token).toString()).doesNotContain("secret");
    }

    private static String message(Tokens tokens) {
        assertThat(tokens.current()).isInstanceOf(Tokens.Current.Unusable.class);
        return ((Tokens.Current.Unusable) tokens.current()).message();
    }

    private static String authorization(Tokens tokens) {
        assertThat(tokens.current()).isInstanceOf(Tokens.Current.Usable.class);
        return ((Tokens.Current.Usable) tokens.current()).token().authorization();
    }
}
