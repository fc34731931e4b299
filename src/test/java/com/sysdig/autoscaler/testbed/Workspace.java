package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A temporary folder and everything started in it; closed in reverse order, at the latest when the JVM stops. */
final class Workspace implements AutoCloseable {

    private final Path folder;
    /** Guarded by this. Youngest first. */
    private final Deque<Child> children = new ArrayDeque<>();
    /** Guarded by this. Youngest first. */
    private final Deque<Runnable> closers = new ArrayDeque<>();

    private Workspace(Path folder) {
        this.folder = folder;
    }

    static Workspace open() {
        try {
            var workspace = new Workspace(Files.createTempDirectory("sysdig-autoscaler-testbed-"));
            Runtime.getRuntime().addShutdownHook(new Thread(workspace::close, "testbed-cleanup"));
            return workspace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Child start(String name, Path program, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(arguments));
        return start(name, command, Map.of());
    }

    synchronized Child start(String name, List<String> command, Map<String, String> environment) {
        var child = Child.start(name, command, environment, file(name + ".log"));
        children.removeIf(earlier -> earlier.name().equals(name));
        children.push(child);
        closers.push(child::close);
        return child;
    }

    synchronized void onClose(Runnable closer) {
        closers.push(closer);
    }

    /** The last lines that each program wrote. */
    synchronized String logs(int lines) {
        return children.stream().map(child -> child.tail(lines)).collect(Collectors.joining("\n"));
    }

    @Override
    public synchronized void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
        try (var files = Files.exists(folder) ? Files.walk(folder) : Stream.<Path>empty()) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
