package com.sysdig.autoscaler.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The files that arguments stand for, in the order of the arguments and, within a directory, of the names. Links to
 * directories are not followed, so that no walk is endless; hidden names are passed by.
 */
final class Inputs {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_FILES = 10_000;

    private final List<Path> files = new ArrayList<>();

    /**
     * Every file that may hold manifests.
     *
     * @throws IOException with a message for the caller: nothing is there, or nothing can be read
     */
    static List<Path> below(Path directory) throws IOException {
        var inputs = new Inputs();
        inputs.walk(directory, 0);
        if (inputs.files.isEmpty()) {
            throw new IOException("there is no file that ends in .yaml, .yml or .json");
        }
        return inputs.files;
    }

    private void walk(Path directory, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("there are more than " + MAX_DEPTH + " levels of directories");
        }
        for (var child : children(directory)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                walk(child, depth + 1);
            } else if (isManifest(child)) {
                add(child);
            }
        }
    }

    private void add(Path file) throws IOException {
        if (files.size() == MAX_FILES) {
            throw new IOException("there are more than " + MAX_FILES + " files");
        }
        files.add(file);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            return StreamSupport.stream(children.spliterator(), false)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** A link that leads nowhere is one, too: it is reported as unreadable. */
    private static boolean isManifest(Path file) {
        var name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) && !Files.isDirectory(file);
    }
}
