package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One program built from its Go module, under a temporary name until it is whole. */
record GoBuild(GoModule module, Part part, String title) {

    private static final Pattern VERSION = Pattern.compile("go version go(\\d+)\\.(\\d+)");
    private static final int STEP_SECONDS = 10;

    /** True if a Go of 1.26 or newer answers. */
    static boolean possible(GoModule module) {
        try {
            var process = new ProcessBuilder("go", "version")
                    .directory(module.folder().toFile())
                    .redirectErrorStream(true)
                    .start();
            var matcher = VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.find()
                    && Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2)) >= 1026;
        } catch (IOException _) {
            return false;
        }
    }

    void into(Path target) {
        try {
            Files.createDirectories(target.getParent());
            var unfinished = target.resolveSibling("." + part.binary() + ".unfinished");
            run(command(unfinished));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("building " + title, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building " + title, e);
        }
    }

    private List<String> command(Path output) {
        var command = new ArrayList<>(List.of("go", "build", "-trimpath", "-o", output.toString()));
        command.addAll(List.of("-ldflags", part.linkerFlags(module.version(part))));
        command.addAll(List.of("-tags", String.join(",", part.buildTags())));
        command.add(part.mainPackage());
        return command;
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile("go-build", ".log");
        var builder = new ProcessBuilder(command)
                .directory(module.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CGO_ENABLED", "0");
        var process = builder.start();
        var seconds = 0;
        tell("built once per machine, minutes for the large ones");
        while (!process.waitFor(STEP_SECONDS, TimeUnit.SECONDS)) {
            seconds += STEP_SECONDS;
            tell(seconds + " s");
        }
        var said = Files.readString(log);
        Files.delete(log);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("go could not build " + title + ":\n" + said);
        }
    }

    private void tell(String what) {
        System.err.println("Building " + title + ": " + what);
    }
}
