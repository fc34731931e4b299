package com.sysdig.autoscaler.cli;

import java.io.PrintWriter;

/** Findings as workflow commands, which GitHub shows beside the lines of a pull request. */
final class GithubReport {
    private GithubReport() {}

    static void write(Inspection inspection, PrintWriter out) {
        for (var finding : inspection.findings()) {
            out.println("::%s file=%s,line=%d,title=Sysdig Autoscaler::%s"
                    .formatted(
                            finding.severity().text(),
                            property(finding.place().file()),
                            finding.place().line(),
                            text(finding.message())));
        }
    }

    static String property(String value) {
        return text(value).replace(":", "%3A").replace(",", "%2C");
    }

    private static String text(String value) {
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
