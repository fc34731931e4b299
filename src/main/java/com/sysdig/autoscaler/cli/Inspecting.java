package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.policy.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers an {@link Inspection}, file by file. */
final class Inspecting {
    private final Settings settings;
    private final Inspector inspector;
    private final List<Inspected> workloads = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    /** By namespace and name, in the order of appearance. */
    private final Map<String, Manifest> owners = new HashMap<>();

    private int files;
    private int others;

    Inspecting(Settings settings) {
        this.settings = settings;
        this.inspector = new Inspector(settings);
    }

    void add(String file, Text text) {
        files++;
        add(
                switch (text) {
                    case Text.Read(String read) -> ManifestReader.read(file, read, settings.namespace());
                    case Text.Unreadable(String fault, String remedy) ->
                        FileContent.broken(Finding.error(new Place(file, 1), null, fault, remedy));
                });
    }

    Inspection result() {
        return new Inspection(files, others, workloads, findings);
    }

    private void add(FileContent content) {
        others += content.others();
        var ofFile = new ArrayList<>(content.findings());
        for (var manifest : content.manifests()) {
            var inspected = inspector.inspect(manifest);
            workloads.add(inspected);
            ofFile.addAll(inspected.findings());
            warnOfNamesake(manifest, ofFile);
        }
        ofFile.sort(Comparator.comparingInt(finding -> finding.place().line()));
        findings.addAll(ofFile);
    }

    /** Where both are applied, the second one is refused; but they may be meant for different clusters. */
    private void warnOfNamesake(Manifest manifest, List<Finding> ofFile) {
        Workload workload = manifest.workload();
        var owner = owners.putIfAbsent(workload.namespace() + "/" + workload.name(), manifest);
        if (owner != null && owner.workload().kind() != workload.kind()) {
            ofFile.add(Finding.warning(
                    manifest.place(),
                    manifest.object(),
                    "metadata.name",
                    "is that of the %s in %s, and both would own the HorizontalPodAutoscaler of that name"
                            .formatted(owner.workload().kind().kind(), owner.place()),
                    "rename one of them, unless they are never in one cluster"));
        }
    }
}
