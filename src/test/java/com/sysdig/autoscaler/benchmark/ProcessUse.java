package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the kernel tells of a process. Linux only. */
record ProcessUse(long pid) {
    private static final boolean IS_JVM = Product.command().contains("-jar");
    /** What is measured when {@link #collectGarbage} was called. */
    static final String RESIDENT = IS_JVM ? "resident memory after GC" : "resident memory, garbage included";

    private static final double MIB = 1024;
    /** {@code sysconf(_SC_CLK_TCK)} of every Linux. */
    private static final double TICKS = 100;

    double residentMib() {
        return status("VmRSS") / MIB;
    }

    /** Without pages of files, which the kernel takes back when it needs memory: of an executable its code and constants. */
    double anonymousMib() {
        return status("RssAnon") / MIB;
    }

    double peakMib() {
        return status("VmHWM") / MIB;
    }

    double cpuSeconds() {
        var fields = read("stat").replaceFirst(".*\\) ", "").split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Of a JVM; of a native executable nothing can be asked. */
    void collectGarbage() {
        if (!IS_JVM) {
            return;
        }
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (int i = 0; i < 2; i++) {
            try {
                new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .onExit()
                        .join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private double status(String key) {
        var line = Pattern.compile("(?m)^" + key + ":\\s+(\\d+) kB").matcher(read("status"));
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private String read(String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
