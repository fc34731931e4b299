package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.hpa.HpaGenerator;
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

/** From facts to a decision, without a look at the cluster. */
@Singleton
final class Decider {
    private final HpaGenerator generator;

    Decider(HpaGenerator generator) {
        this.generator = generator;
    }

    Decision decide(Facts facts) {
        List<Notice> notices = new ArrayList<>();
        if (facts.parsed() instanceof Parsed.Unmanaged) {
            return removal(facts);
        }
        if (facts.parsed() instanceof Parsed.Invalid(var problems)) {
            notices.add(Notices.invalidAnnotations(problems));
        }
        boolean adopting = policy(facts).map(ScalingPolicy::adopt).isPresent();
        if (adopting) {
            notices.add(Notices.adoptNotSupported());
        }
        boolean blocked = blockers(facts, adopting, notices);
        return new Decision(blocked ? withdrawal(facts) : step(facts, adopting, notices), notices, blocked);
    }

    private static Decision removal(Facts facts) {
        Step step = withdrawal(facts);
        List<Notice> notices = step instanceof Step.Withdraw ? List.of(Notices.removed()) : List.of();
        return new Decision(step, notices, false);
    }

    private static Step withdrawal(Facts facts) {
        return ours(facts).<Step>map(Step.Withdraw::new).orElseGet(Step.Rest::new);
    }

    /** Two autoscalers on one target stop both, so the other one's mere existence blocks ours. */
    private static boolean blockers(Facts facts, boolean adopting, List<Notice> notices) {
        var foreign = facts.hpas(HpaClaim.FOREIGN);
        var namesakes = facts.hpas(HpaClaim.NAMESAKES);
        if (!foreign.isEmpty() && !adopting) {
            notices.add(Notices.foreignHpa(foreign));
        }
        if (!namesakes.isEmpty()) {
            notices.add(Notices.nameConflict(facts.workload()));
        }
        return !foreign.isEmpty()
                || !namesakes.isEmpty()
                || !facts.hpas(HpaClaim.PREDECESSORS).isEmpty();
    }

    private Step step(Facts facts, boolean adopting, List<Notice> notices) {
        Optional<ScalingPolicy> policy = policy(facts);
        if (policy.isEmpty() || adopting) {
            return new Step.Rest();
        }
        var desired = desired(facts, policy.get(), notices);
        return ours(facts)
                .map(ours -> correction(ours, desired, facts.limits()))
                .orElseGet(() -> new Step.Create(desired));
    }

    private static Step correction(
            HorizontalPodAutoscaler ours, HorizontalPodAutoscaler desired, ApiServerLimits limits) {
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

    private HorizontalPodAutoscaler desired(Facts facts, ScalingPolicy policy, List<Notice> notices) {
        var desired = new HorizontalPodAutoscalerBuilder(generated(facts, policy, notices))
                .editMetadata()
                .withOwnerReferences(owner(facts))
                .endMetadata()
                .build();
        if (facts.limits().refusesZero() && desired.getSpec().getMinReplicas() == 0) {
            notices.add(Notices.scaleToZeroUnsupported());
            desired.getSpec().setMinReplicas(1);
        }
        return desired;
    }

    /** While nobody knows whether there are data, as after a restart, a raised minimum stays and none is raised. */
    private HorizontalPodAutoscaler generated(Facts facts, ScalingPolicy policy, List<Notice> notices) {
        var usual = generator.generate(facts.workload(), policy);
        var raised = generator.generateWithoutData(facts.workload(), policy);
        if (facts.data() == Presence.MISSING && !raised.equals(usual)) {
            notices.add(Notices.minReplicasRaised(raised.getSpec().getMinReplicas()));
        }
        return switch (facts.data()) {
            case THERE -> usual;
            case MISSING -> raised;
            case UNKNOWN ->
                ours(facts)
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

    private static Optional<ScalingPolicy> policy(Facts facts) {
        return facts.parsed() instanceof Parsed.Valid(var policy) ? Optional.of(policy) : Optional.empty();
    }

    private static Optional<HorizontalPodAutoscaler> ours(Facts facts) {
        return facts.hpas(HpaClaim.OURS).stream().findFirst();
    }
}
