package com.sysdig.autoscaler.sysdig;

import java.nio.file.Path;

/** Where the token is. */
public sealed interface TokenOrigin {
    record Value(Token token) implements TokenOrigin {}

    /** A file that may change at any time. */
    record File(Path path) implements TokenOrigin {}

    /** Neither was set. */
    record Nowhere() implements TokenOrigin {}
}
