package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.sample.History.Presence;
import com.sysdig.autoscaler.workload.Decision.Step;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From facts to a decision, without a look at the cluster. */
@Singleton
final class Decider {
    private final HpaGenerator generator;
    private final AdoptionDecider adoption = new AdoptionDecider(this::generated);

    Decider(HpaGenerator generator) {
        this.generator = generator;
    }

    Decision decide(Facts facts) {
        return AdoptionDecider.giveBack(facts).orElseGet(() -> switch (facts.parsed()) {
            case Parsed.Unmanaged _ -> removal(facts);
            case Parsed.Invalid(var problems) -> held(facts, problems);
            case Parsed.Valid(var policy) -> {
                var adopt = policy.adopt();
                yield adopt == null ? own(facts, policy) : adoption.decide(facts, policy, adopt);
            }
        });
    }

    private static Decision removal(Facts facts) {
        Step step = withdrawal(facts);
        List<Notice> notices = step instanceof Step.Withdraw ? List.of(Notices.removed()) : List.of();
        return new Decision(step, notices, false);
    }

    static Step withdrawal(Facts facts) {
        return ours(facts).<Step>map(Step.Withdraw::new).orElseGet(Step.Rest::new);
    }

    private static Decision held(Facts facts, List<Problem> problems) {
        List<Notice> notices = new ArrayList<>(List.of(Notices.invalidAnnotations(problems)));
        boolean blocked = blockers(facts, notices);
        return new Decision(blocked ? withdrawal(facts) : new Step.Rest(), notices, blocked);
    }

    private Decision own(Facts facts, ScalingPolicy policy) {
        List<Notice> notices = new ArrayList<>();
        boolean blocked = blockers(facts, notices);
        return new Decision(blocked ? withdrawal(facts) : step(facts, policy, notices), notices, blocked);
    }

    /** Two autoscalers on one target stop both, so the other one's mere existence blocks ours. */
    private static boolean blockers(Facts facts, List<Notice> notices) {
        var foreign = facts.hpas(HpaClaim.FOREIGN);
        var namesakes = facts.hpas(HpaClaim.NAMESAKES);
        if (!foreign.isEmpty()) {
            notices.add(Notices.foreignHpa(foreign));
        }
        if (!namesakes.isEmpty()) {
            notices.add(Notices.nameConflict(facts.workload()));
        }
        return !foreign.isEmpty()
                || !namesakes.isEmpty()
                || !facts.hpas(HpaClaim.PREDECESSORS).isEmpty();
    }

    private Step step(Facts facts, ScalingPolicy policy, List<Notice> notices) {
        var desired = owned(facts, generated(facts, policy, notices));
        return ours(facts)
                .map(ours -> correction(ours, desired, facts.limits()))
                .orElseGet(() -> new Step.Create(desired));
    }

    static Step correction(HorizontalPodAutoscaler ours, HorizontalPodAutoscaler desired, ApiServerLimits limits) {
        if (HpaComparison.agree(ours, desired, limits.tolerance())) {
            return new Step.Rest();
        }
        // With the UID the API server refuses to write into an object that took the place of ours meanwhile.
        return new Step.Correct(new HorizontalPodAutoscalerBuilder(desired)
                .editMetadata()
                .withUid(ours.getMetadata().getUid())
                .endMetadata()
                .build());
    }

    static HorizontalPodAutoscaler owned(Facts facts, HorizontalPodAutoscaler generated) {
        return new HorizontalPodAutoscalerBuilder(generated)
                .editMetadata()
                .withOwnerReferences(owner(facts))
                .endMetadata()
                .build();
    }

    private HorizontalPodAutoscaler generated(Facts facts, ScalingPolicy policy, List<Notice> notices) {
        var asked = facts.limits().tolerance() == Tolerance.DROPPED ? policy.withoutTolerance() : policy;
        var generated = bounded(facts, asked, notices);
        if (facts.limits().refusesZero() && generated.getSpec().getMinReplicas() == 0) {
            notices.add(Notices.scaleToZeroUnsupported());
            generated.getSpec().setMinReplicas(1);
        }
        return generated;
    }

    /** While nobody knows whether there are data, as after a restart, a raised minimum stays and none is raised. */
    private HorizontalPodAutoscaler bounded(Facts facts, ScalingPolicy policy, List<Notice> notices) {
        var usual = generator.generate(facts.workload(), policy);
        if (!(policy.onMissing() instanceof OnMissing.AtLeast)) {
            return usual;
        }
        var raised = generator.generateWithoutData(facts.workload(), policy);
        if (facts.data() == Presence.MISSING && !raised.equals(usual)) {
            notices.add(Notices.minReplicasRaised(raised.getSpec().getMinReplicas()));
        }
        return switch (facts.data()) {
            case THERE -> usual;
            case MISSING -> raised;
            case UNKNOWN ->
                Stream.of(HpaClaim.OURS, HpaClaim.ADOPTED)
                        .flatMap(claim -> facts.hpas(claim).stream())
                        .findFirst()
                        .filter(live -> raised.getSpec()
                                .getMinReplicas()
                                .equals(live.getSpec().getMinReplicas()))
                        .map(_ -> raised)
                        .orElse(usual);
        };
    }

    private static OwnerReference owner(Facts facts) {
        return new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind(facts.workload().kind().kind())
                .withName(facts.workload().name())
                .withUid(facts.uid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    static Optional<HorizontalPodAutoscaler> ours(Facts facts) {
        return facts.hpas(HpaClaim.OURS).stream().findFirst();
    }
}
