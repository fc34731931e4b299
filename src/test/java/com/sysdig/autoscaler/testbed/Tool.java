package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that does one thing and ends, as a user runs it in the folder of the checkout. */
public record Tool(Path program, Map<String, String> environment) {
    private static final int LONGEST_SECONDS = 180;

    /** What it wrote on both outputs, and how it ended. */
    public record Ended(int status, String text) {
        /** What it wrote, if it succeeded. */
        public String orFail() {
            if (status != 0) {
                throw new IllegalStateException("ended with " + status + ":\n" + text);
            }
            return text;
        }
    }

    public static Tool of(Part part) {
        return new Tool(Binaries.ofThisProject().path(part), Map.of());
    }

    public Tool with(Map<String, String> more) {
        return new Tool(program, more);
    }

    public Ended run(String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            var output = Files.createTempFile("tool", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(Checkout.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end:\n" + Files.readString(output));
            }
            var text = Files.readString(output);
            Files.delete(output);
            return new Ended(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
