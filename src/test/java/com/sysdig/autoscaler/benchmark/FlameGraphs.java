package com.sysdig.autoscaler.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/** What the product's JVMs spent their time on and what they allocated, as pages for a browser. A native executable records nothing. */
final class FlameGraphs {

    private final Path folder;

    FlameGraphs(Path folder) {
        this.folder = folder;
    }

    /** Removes what an earlier run left; what a JVM has to be told so that it records from its start to its end. */
    String prepare() {
        try {
            Files.createDirectories(folder);
            for (var left : files("product-*.{jfr,html}")) {
                Files.delete(left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-XX:StartFlightRecording=settings=profile,filename=" + folder.resolve("product-%p.jfr");
    }

    /** Of the JVMs that have ended. */
    void draw() {
        try {
            for (var recording : files("product-*.jfr")) {
                for (var kind : List.of("cpu", "alloc")) {
                    var page = recording.toString().replaceFirst("jfr$", kind + ".html");
                    JfrToFlame.convert(recording.toString(), page, new Arguments("--" + kind));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(String glob) throws IOException {
        try (var found = Files.newDirectoryStream(folder, glob)) {
            return StreamSupport.stream(found.spliterator(), false).toList();
        }
    }
}
