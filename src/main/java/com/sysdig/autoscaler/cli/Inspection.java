package com.sysdig.autoscaler.cli;

import java.util.List;

/**
 * What all files together come to.
 *
 * @param files how many were read
 * @param others objects without annotations of ours
 * @param workloads with annotations of ours, in the order of files and lines
 * @param findings all of them, those of the workloads included, in the order of files and lines
 */
record Inspection(int files, int others, List<Inspected> workloads, List<Finding> findings) {
    Inspection {
        workloads = List.copyOf(workloads);
        findings = List.copyOf(findings);
    }

    int errors() {
        return Math.toIntExact(findings.stream().filter(Finding::isError).count());
    }

    int warnings() {
        return findings.size() - errors();
    }

    /** Of those that the cluster would follow. */
    List<Inspected.Right> right() {
        return workloads.stream()
                .filter(Inspected.Right.class::isInstance)
                .map(Inspected.Right.class::cast)
                .toList();
    }

    /** For the process. */
    int exitCode() {
        return errors() > 0 ? ExitCode.PROBLEMS : ExitCode.FINE;
    }
}
