package com.sysdig.autoscaler.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import picocli.CommandLine.Help.Ansi;

/** Findings for people, and for editors that jump to {@code file:line}. */
final class TextReport {
    private final PrintWriter out;
    private final Ansi ansi;

    TextReport(PrintWriter out, boolean colours) {
        this.out = out;
        this.ansi = colours ? Ansi.ON : Ansi.OFF;
    }

    void write(Inspection inspection) {
        writeFindings(inspection);
        out.println(summary(inspection));
    }

    void writeFindings(Inspection inspection) {
        for (var finding : inspection.findings()) {
            out.println(finding.place() + ": " + severity(finding) + ": " + finding.message());
        }
    }

    private String severity(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> ansi.string("@|bold,red error|@");
            case WARNING -> ansi.string("@|bold,yellow warning|@");
        };
    }

    private String summary(Inspection inspection) {
        var verdict = new ArrayList<String>();
        if (inspection.errors() > 0) {
            verdict.add(ansi.string("@|bold,red %s|@".formatted(counted(inspection.errors(), "error"))));
        }
        if (inspection.warnings() > 0) {
            verdict.add(ansi.string("@|bold,yellow %s|@".formatted(counted(inspection.warnings(), "warning"))));
        }
        return "%s in %s, %s ignored: %s"
                .formatted(
                        counted(inspection.workloads().size(), "annotated workload"),
                        counted(inspection.files(), "file"),
                        counted(inspection.others(), "other object"),
                        verdict.isEmpty() ? ansi.string("@|bold,green no problems|@") : String.join(", ", verdict));
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
