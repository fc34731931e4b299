package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.workload.Decision.Step;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about HorizontalPodAutoscalers that are taken over, or are to be. One step at a time, each on its own ground: the
 * object says itself how far it is, so that whoever goes on after a crash needs to know nothing else.
 */
final class AdoptionDecider {
    private final Generated generated;

    /** What the annotations make, without an owner. */
    @FunctionalInterface
    interface Generated {
        HorizontalPodAutoscaler of(Facts facts, ScalingPolicy policy, List<Notice> notices);
    }

    AdoptionDecider(Generated generated) {
        this.generated = generated;
    }

    /** Before everything else, what is no longer asked for. Wrong annotations ask for what there is. */
    static Optional<Decision> giveBack(Facts facts) {
        if (facts.isInvalid()) {
            return Optional.empty();
        }
        return facts.hpas(HpaClaim.ADOPTED).stream()
                .filter(hpa ->
                        !facts.adopt().equals(Optional.of(hpa.getMetadata().getName())))
                .findFirst()
                .map(AdoptionDecider::givenBack);
    }

    private static Decision givenBack(HorizontalPodAutoscaler hpa) {
        return AdoptedSpec.of(hpa) instanceof AdoptedSpec.Broken broken
                ? waiting(new Step.Rest(), AdoptionNotices.broken(hpa, broken.fault()))
                : new Decision(new Step.GiveBack(hpa), List.of(), false);
    }

    Decision decide(Facts facts, ScalingPolicy policy, String name) {
        return facts.named(name)
                .filter(hpa -> hpa.getMetadata().getDeletionTimestamp() == null)
                .map(hpa -> decide(facts, policy, hpa))
                .orElseGet(() -> instead(facts, policy, AdoptionNotices.notFound(name)));
    }

    private Decision decide(Facts facts, ScalingPolicy policy, HorizontalPodAutoscaler hpa) {
        return switch (facts.claim(hpa)) {
            case OURS -> instead(facts, policy, AdoptionNotices.oursAlready(hpa));
            case ADOPTED -> adopted(facts, policy, hpa);
            case PREDECESSORS -> new Decision(new Step.Rest(), List.of(), true);
            case FOREIGN, NAMESAKES, UNRELATED ->
                HpaClaim.controller(hpa)
                        .map(controller -> instead(facts, policy, AdoptionNotices.controlled(hpa, controller)))
                        .orElseGet(() -> candidate(facts, policy, hpa));
        };
    }

    private Decision candidate(Facts facts, ScalingPolicy policy, HorizontalPodAutoscaler hpa) {
        if (!HpaClaim.scales(hpa, facts.workload())) {
            return instead(facts, policy, AdoptionNotices.scalesOther(hpa));
        }
        if (AdoptedSpec.isGenerated(hpa.getSpec())) {
            return waiting(new Step.Rest(), AdoptionNotices.lost(hpa));
        }
        var others = others(facts, hpa);
        if (!others.isEmpty()) {
            return waiting(Decider.withdrawal(facts), Notices.foreignHpa(others));
        }
        // Ours goes first; its going wakes us.
        Step step = Decider.ours(facts).<Step>map(Step.Withdraw::new).orElseGet(() -> new Step.Adopt(hpa));
        return new Decision(step, List.of(), false);
    }

    private Decision adopted(Facts facts, ScalingPolicy policy, HorizontalPodAutoscaler hpa) {
        if (AdoptedSpec.of(hpa) instanceof AdoptedSpec.Broken broken) {
            return waiting(new Step.Rest(), AdoptionNotices.broken(hpa, broken.fault()));
        }
        var others = others(facts, hpa);
        if (!others.isEmpty()) {
            // Giving it back would leave two on one target as well.
            return waiting(Decider.withdrawal(facts), Notices.foreignHpa(others));
        }
        List<Notice> notices = new ArrayList<>();
        Step step = Decider.ours(facts)
                .<Step>map(Step.Withdraw::new)
                .orElseGet(() -> correction(facts, hpa, generated.of(facts, policy, notices)));
        return new Decision(step, notices, false);
    }

    /** Under the version that was looked at: the spec is written only where the former one is known to be kept. */
    private static Step correction(Facts facts, HorizontalPodAutoscaler hpa, HorizontalPodAutoscaler generated) {
        var desired = new HorizontalPodAutoscalerBuilder(generated)
                .withNewMetadata()
                .withNamespace(hpa.getMetadata().getNamespace())
                .withName(hpa.getMetadata().getName())
                .withUid(hpa.getMetadata().getUid())
                .withResourceVersion(hpa.getMetadata().getResourceVersion())
                .endMetadata()
                .build();
        return HpaComparison.agree(hpa, desired, facts.limits().tolerance())
                ? new Step.Rest()
                : new Step.Correct(desired);
    }

    /** Nothing new is generated; one of ours that exists goes on, so that the workload does not stand still. */
    private Decision instead(Facts facts, ScalingPolicy policy, Notice why) {
        List<Notice> notices = new ArrayList<>(List.of(why));
        var foreign = facts.hpas(HpaClaim.FOREIGN);
        if (!foreign.isEmpty()) {
            notices.add(Notices.foreignHpa(foreign));
            return new Decision(Decider.withdrawal(facts), notices, true);
        }
        Step step = Decider.ours(facts)
                .map(ours -> Decider.correction(
                        ours, Decider.owned(facts, generated.of(facts, policy, notices)), facts.limits()))
                .orElseGet(Step.Rest::new);
        return new Decision(step, notices, true);
    }

    private static List<HorizontalPodAutoscaler> others(Facts facts, HorizontalPodAutoscaler hpa) {
        return facts.hpas(HpaClaim.FOREIGN).stream()
                .filter(other ->
                        !other.getMetadata().getName().equals(hpa.getMetadata().getName()))
                .toList();
    }

    private static Decision waiting(Step step, Notice notice) {
        return new Decision(step, List.of(notice), true);
    }
}
