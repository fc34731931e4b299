package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A Go module that pins the versions of programs. */
record GoModule(Path folder, String goMod) {

    static GoModule of(Part part) {
        var folder = Checkout.root().resolve(part.goFolder());
        try {
            return new GoModule(folder, Files.readString(folder.resolve("go.mod")));
        } catch (IOException e) {
            throw new UncheckedIOException("no Go module in " + folder, e);
        }
    }

    String version(Part part) {
        var line = Pattern.compile("(?m)^\\s*(?:require )?" + Pattern.quote(part.module()) + " (v\\S+)");
        var matcher = line.matcher(goMod);
        if (!matcher.find()) {
            throw new IllegalStateException(folder.resolve("go.mod") + " does not require " + part.module());
        }
        return matcher.group(1);
    }
}
