package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.annotation.Suspicions;
import com.sysdig.autoscaler.policy.Pause;
import java.util.List;
import java.util.stream.Stream;

/** What the posted object shows by itself. */
final class ManifestSuspicions {
    private ManifestSuspicions() {}

    static List<Suspicion> all() {
        return List.of(
                ManifestSuspicions::replicasInManifest,
                ManifestSuspicions::shrinksAtOnce,
                ManifestSuspicions::severalNumbers);
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
        return Suspicions.severalNumbers(candidate.policy())
                .map(found -> found.key() + " " + found.fault() + ": " + found.remedy());
    }
}
