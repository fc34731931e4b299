package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.sample.History.Presence;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a decision looks at.
 *
 * @param uid of the workload's object, which a namesake created later does not share
 * @param hpas of the namespace, as far as they may matter
 * @param data whether those of its metrics are there
 */
record Facts(
        Workload workload,
        String uid,
        Parsed parsed,
        List<HorizontalPodAutoscaler> hpas,
        ApiServerLimits limits,
        Presence data) {
    Facts {
        hpas = List.copyOf(hpas);
    }

    Facts with(HorizontalPodAutoscaler live) {
        return withHpas(Stream.concat(others(live), Stream.of(live)));
    }

    Facts without(HorizontalPodAutoscaler gone) {
        return withHpas(others(gone));
    }

    private Stream<HorizontalPodAutoscaler> others(HorizontalPodAutoscaler hpa) {
        String name = hpa.getMetadata().getName();
        return hpas.stream().filter(other -> !other.getMetadata().getName().equals(name));
    }

    private Facts withHpas(Stream<HorizontalPodAutoscaler> some) {
        return new Facts(workload, uid, parsed, some.toList(), limits, data);
    }

    Optional<HorizontalPodAutoscaler> named(String name) {
        return hpas.stream()
                .filter(hpa -> hpa.getMetadata().getName().equals(name))
                .findFirst();
    }

    HpaClaim claim(HorizontalPodAutoscaler hpa) {
        return HpaClaim.of(hpa, workload, uid);
    }

    boolean isInvalid() {
        return parsed instanceof Parsed.Invalid;
    }

    /** The name of the one that its annotations ask to take over. */
    Optional<String> adopt() {
        return parsed instanceof Parsed.Valid(var policy) ? Optional.ofNullable(policy.adopt()) : Optional.empty();
    }

    /** In the order of their names, so that messages do not change without reason. */
    List<HorizontalPodAutoscaler> hpas(HpaClaim claim) {
        return hpas.stream()
                .filter(hpa -> claim(hpa) == claim)
                .sorted((one, other) -> one.getMetadata()
                        .getName()
                        .compareTo(other.getMetadata().getName()))
                .toList();
    }
}
