package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the project tells its users and contributors, by its path in the checkout. */
public final class Pages {
    private static final List<String> PLACES =
            List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs", "helm", ".github");

    private Pages() {}

    public static List<Path> all() {
        return PLACES.stream()
                .flatMap(place -> files(Path.of(place)))
                .filter(page -> page.toString().endsWith(".md"))
                .toList();
    }

    /** Every file below a folder, or the file itself, in alphabetical order. */
    public static Stream<Path> files(Path place) {
        var root = Checkout.root();
        try (var found = Files.walk(root.resolve(place))) {
            return found.filter(Files::isRegularFile).map(root::relativize).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(Checkout.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
