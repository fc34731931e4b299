package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of ours that never outlives this JVM and writes its log to a file. */
final class Child implements AutoCloseable {

    private static final int GRACE_SECONDS = 8;
    private static final int LONGEST_LINE = 300;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        var guard = Checkout.resource("guard.sh").toString();
        var guarded = Stream.concat(Stream.of("sh", guard), command.stream()).toList();
        var builder = new ProcessBuilder(guarded)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start", e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of its log, for a message about a failure. */
    String tail(int lines) {
        var all = log();
        var last = all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .collect(Collectors.joining("\n"));
        return "--- last lines of " + name + (isAlive() ? "" : " (ended)") + "\n" + last;
    }

    List<String> log() {
        try {
            return Files.readString(log).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By its name, {@code STOP}; Java itself knows two only. */
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: what a node's crash looks like. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * True if it ended by itself after SIGTERM. Sent by its handle: {@link Process#destroy()} closes the pipe too, and
     * the guard would send a second one.
     */
    boolean stop() {
        process.toHandle().destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }
}
