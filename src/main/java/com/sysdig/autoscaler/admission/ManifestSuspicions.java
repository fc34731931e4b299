package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.annotation.Suspicions;
import com.sysdig.autoscaler.policy.Pause;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the posted object shows by itself. */
final class ManifestSuspicions {
    private ManifestSuspicions() {}

    /** {@code sampleInterval}: distance of samples in Sysdig. */
    static List<Suspicion> all(Duration sampleInterval) {
        return List.of(
                ManifestSuspicions::replicasInManifest,
                ManifestSuspicions::shrinksAtOnce,
                ManifestSuspicions::severalNumbers,
                candidate -> shortWindows(candidate, sampleInterval));
    }

    private static Stream<String> replicasInManifest(Candidate candidate) {
        return candidate.object().replicasInManifest()
                ? Stream.of("spec.replicas is set in the manifest: each apply undoes the scaling; remove it there")
                : Stream.empty();
    }

    private static Stream<String> shrinksAtOnce(Candidate candidate) {
        var replicas = candidate.object().replicas();
        var max = candidate.policy().bounds().max();
        var pause = candidate.policy().pause();
        var bounded = pause == Pause.NONE || pause == Pause.UP;
        return bounded && replicas != null && replicas > max
                ? Stream.of("sysdig.com/scale-max-replicas is %d, but there are %d replicas now: they shrink at once"
                        .formatted(max, replicas))
                : Stream.empty();
    }

    private static Stream<String> severalNumbers(Candidate candidate) {
        return Suspicions.severalNumbers(candidate.policy()).map(ManifestSuspicions::said);
    }

    private static Stream<String> shortWindows(Candidate candidate, Duration sampleInterval) {
        return Suspicions.shortWindows(candidate.policy(), sampleInterval).map(ManifestSuspicions::said);
    }

    private static String said(Suspicions.Suspicion found) {
        return found.key() + " " + found.fault() + ": " + found.remedy();
    }
}
