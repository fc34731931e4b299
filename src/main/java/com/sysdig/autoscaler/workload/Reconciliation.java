package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.workload.Decision.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One workload at a time: gather, decide, apply, report. */
@Singleton
final class Reconciliation {
    /** How soon we look again where another autoscaler is in the way: its turning to another target wakes nobody. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(2);

    private final AnnotationParser parser;
    private final Decider decider;
    private final HpaWriter writer;
    private final LearnedLimits limits;
    private final Report report;

    Reconciliation(AnnotationParser parser, Decider decider, HpaWriter writer, LearnedLimits limits, Report report) {
        this.parser = parser;
        this.decider = decider;
        this.writer = writer;
        this.limits = limits;
        this.report = report;
    }

    <T extends HasMetadata> UpdateControl<T> reconcile(WorkloadType<T> type, T item, Context<T> context) {
        Facts facts = gather(type, item, context);
        Decision decision = decide(facts, context);
        Optional<Duration> again = apply(facts, decision, item, context);
        report.of(facts.workload(), item, decision);
        return again.map(delay -> UpdateControl.<T>noUpdate().rescheduleAfter(delay))
                .orElseGet(UpdateControl::noUpdate);
    }

    private <T extends HasMetadata> Facts gather(WorkloadType<T> type, T item, Context<T> context) {
        Workload workload = type.workload(item);
        Set<HorizontalPodAutoscaler> known = context.getSecondaryResources(HorizontalPodAutoscaler.class);
        return new Facts(
                workload,
                item.getMetadata().getUid(),
                parser.parse(workload, item.getMetadata().getAnnotations()),
                List.copyOf(known),
                limits.current());
    }

    /** Before the first write and before a removal the live object has its say: the cache may not have it yet. */
    private <T extends HasMetadata> Decision decide(Facts facts, Context<T> context) {
        Decision decision = decider.decide(facts);
        return switch (decision.step()) {
            case Step.Create(var desired) -> withLive(facts, desired, context);
            case Step.Withdraw(var ours) -> withLive(facts, ours, context);
            case Step.Correct _, Step.Rest _ -> decision;
        };
    }

    private <T extends HasMetadata> Decision withLive(Facts facts, HorizontalPodAutoscaler named, Context<T> context) {
        var live = context.getClient().resource(named).get();
        return decider.decide(live == null ? facts.without(named) : facts.with(live));
    }

    private <T extends HasMetadata> Optional<Duration> apply(
            Facts facts, Decision decision, T item, Context<T> context) {
        Optional<Duration> again = decision.blocked() ? Optional.of(AGAIN) : Optional.empty();
        return switch (decision.step()) {
            case Step.Rest _ -> again;
            case Step.Withdraw(var ours) -> {
                writer.delete(ours, context);
                yield again;
            }
            case Step.Create(var desired) -> {
                var written = writer.create(desired, context);
                if (written instanceof Written.Done) {
                    report.tell(item, Notices.created());
                }
                yield learn(facts, desired, written, item);
            }
            case Step.Correct(var desired) -> learn(facts, desired, writer.correct(desired, context), item);
        };
    }

    private Optional<Duration> learn(Facts facts, HorizontalPodAutoscaler desired, Written written, HasMetadata item) {
        return switch (written) {
            case Written.Done(var answered) -> {
                if (HpaComparison.lostTolerance(desired, answered)) {
                    limits.toleranceDropped();
                    report.tell(item, Notices.toleranceUnsupported());
                }
                yield Optional.empty();
            }
            case Written.Refused(var answer) -> {
                boolean zero = desired.getSpec().getMinReplicas() == 0 && answer.contains("minReplicas");
                if (zero && !facts.limits().refusesZero()) {
                    limits.zeroRefused();
                    yield Optional.of(Duration.ofMillis(1));
                }
                report.tell(item, Notices.refused(answer));
                yield Optional.of(AFTER_REFUSAL);
            }
        };
    }
}
