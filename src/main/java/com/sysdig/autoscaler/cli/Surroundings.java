package com.sysdig.autoscaler.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command has around it.
 *
 * @param program file name of what was called
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        InputStream in,
        Map<String, String> environment,
        boolean colours,
        String program) {

    /** Both streams in UTF-8, whatever the locale: what is written is read by programs. */
    public static Surroundings ofThisProcess() {
        var environment = System.getenv();
        return new Surroundings(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                System.in,
                environment,
                isColourful(environment),
                ProgramName.ofThisProcess());
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }

    /** On a terminal only, and not where somebody wants none (https://no-color.org). */
    private static boolean isColourful(Map<String, String> environment) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
