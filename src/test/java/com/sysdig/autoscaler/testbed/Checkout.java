package com.sysdig.autoscaler.testbed;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Files of this checkout, wherever the test runs. */
final class Checkout {

    private Checkout() {}

    /** Maven sets {@code basedir}; an IDE starts in the project's folder. */
    static Path root() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Checkout.class.getResource("/testbed/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
