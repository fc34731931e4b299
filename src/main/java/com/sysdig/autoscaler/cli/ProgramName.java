package com.sysdig.autoscaler.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this process was called. {@code kubectl} runs {@code kubectl-sysdig} for {@code kubectl sysdig}. */
final class ProgramName {
    static final String USUAL = "sysdig-autoscaler";
    private static final String PLUGIN = "kubectl-sysdig";
    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");

    private ProgramName() {}

    /** The file name; through a link, that of the link where the system tells it. */
    static String ofThisProcess() {
        try {
            var arguments = Files.readString(ARGUMENTS, StandardCharsets.ISO_8859_1);
            return fileName(arguments.substring(0, Math.max(0, arguments.indexOf('\0'))));
        } catch (IOException _) {
            return fileName(ProcessHandle.current().info().command().orElse(""));
        }
    }

    /** As a user writes it in front of a command. */
    static String written(String program) {
        return isPlugin(program) ? "kubectl sysdig" : USUAL;
    }

    /** As the shell knows it. */
    static String executable(String program) {
        return isPlugin(program) ? PLUGIN : USUAL;
    }

    private static boolean isPlugin(String program) {
        return program.equals(PLUGIN) || program.equals(PLUGIN + ".exe");
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
