package com.sysdig.autoscaler.cli;

import java.util.List;

/**
 * What a file holds.
 *
 * @param others objects that are none of our business
 * @param findings what shows before annotations are read
 */
record FileContent(List<Manifest> manifests, int others, List<Finding> findings) {
    FileContent {
        manifests = List.copyOf(manifests);
        findings = List.copyOf(findings);
    }

    static FileContent broken(Finding finding) {
        return new FileContent(List.of(), 0, List.of(finding));
    }
}
