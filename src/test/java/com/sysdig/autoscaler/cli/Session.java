package com.sysdig.autoscaler.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs commands in this JVM, as the process would with these surroundings. */
record Session(Map<String, String> environment, boolean colours, String program) {
    static final Session PLAIN = new Session(Map.of(), false, "sysdig-autoscaler");

    /** What a command answered. */
    record Ran(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Session with(String variable, String value) {
        return new Session(Map.of(variable, value), colours, program);
    }

    Ran run(String... arguments) {
        return input(new byte[0], arguments);
    }

    Ran input(String text, String... arguments) {
        return input(text.getBytes(StandardCharsets.UTF_8), arguments);
    }

    Ran input(byte[] bytes, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var around = new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(bytes),
                environment,
                colours,
                program);
        int code = Commands.run(List.of(arguments), around);
        return new Ran(code, out.toString(), err.toString());
    }

    /** A file beside this class. */
    static String resource(String name) {
        try (var file = Objects.requireNonNull(Session.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
