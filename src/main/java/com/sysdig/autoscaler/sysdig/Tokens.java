package com.sysdig.autoscaler.sysdig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The token of this moment, or what is the matter with it. Never a reason not to start. */
final class Tokens {
    sealed interface Current {
        record Usable(Token token) implements Current {}

        record Unusable(String message) implements Current {}
    }

    private static final int LONGEST_FILE = 65_536;

    private final TokenOrigin origin;
    private final @Nullable WatchedFile<Token> file;

    Tokens(TokenOrigin origin) {
        this.origin = origin;
        this.file = origin instanceof TokenOrigin.File(var path) ? new WatchedFile<>(path, Tokens::read) : null;
    }

    Current current() {
        return switch (origin) {
            case TokenOrigin.Nowhere _ ->
                new Current.Unusable("there is no Sysdig token; set sysdig.api-token (SYSDIG_API_TOKEN)"
                        + " or sysdig.api-token-file (SYSDIG_API_TOKEN_FILE)");
            case TokenOrigin.Value(var token) -> checked(token);
            case TokenOrigin.File(var path) -> fromFile(path);
        };
    }

    /** Where a person has to look. */
    String place() {
        return switch (origin) {
            case TokenOrigin.File(var path) -> "the file " + path + " (sysdig.api-token-file, SYSDIG_API_TOKEN_FILE)";
            case TokenOrigin.Value _, TokenOrigin.Nowhere _ -> "sysdig.api-token (SYSDIG_API_TOKEN)";
        };
    }

    private Current fromFile(Path path) {
        try {
            return file == null ? new Current.Unusable(path + " is not watched") : checked(file.current());
        } catch (IOException failure) {
            return new Current.Unusable("the Sysdig token cannot be read from " + place() + ": "
                    + OneLine.of(failure.getClass().getSimpleName()));
        }
    }

    private Current checked(Token token) {
        if (token.isEmpty()) {
            return new Current.Unusable("the Sysdig token is empty; see " + place());
        }
        return token.isSendable()
                ? new Current.Usable(token)
                : new Current.Unusable(
                        "the Sysdig token holds white space, control or non-ASCII characters; see " + place());
    }

    private static Token read(Path path) throws IOException {
        try (InputStream content = Files.newInputStream(path)) {
            return new Token(new String(content.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8));
        }
    }
}
