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
 * @param colours on standard output; there are none on the error stream, which may go to a file by itself
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
                isColourful(isTerminal(), environment),
                ProgramName.ofThisProcess());
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }

    /** Standard input and output; Java does not tell it of the error stream. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** On a terminal only, and not where somebody wants none (https://no-color.org). */
    static boolean isColourful(boolean terminal, Map<String, String> environment) {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
