package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.workload.Decision.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One workload at a time: gather, decide, apply, report. */
@Singleton
final class Reconciliation {
    /** How soon we look again where another autoscaler is in the way: its turning to another target wakes nobody. */
    private static final Duration AFTER_BLOCK = Duration.ofMinutes(1);

    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(2);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Gatherer gatherer;
    private final Decider decider;
    private final HpaWriter writer;
    private final Adoption adoption;
    private final Report report;

    Reconciliation(Gatherer gatherer, Decider decider, HpaWriter writer, Adoption adoption, Report report) {
        this.gatherer = gatherer;
        this.decider = decider;
        this.writer = writer;
        this.adoption = adoption;
        this.report = report;
    }

    <T extends HasMetadata> UpdateControl<T> reconcile(WorkloadType<T> type, T item, Context<T> context) {
        if (!gatherer.isWatched(item)) {
            return UpdateControl.noUpdate();
        }
        return report.timed(type.kind(), () -> settle(type, item, context));
    }

    private <T extends HasMetadata> UpdateControl<T> settle(WorkloadType<T> type, T item, Context<T> context) {
        Facts facts = gatherer.gather(type, item, context);
        Outcome outcome = carryOut(facts, context);
        Decision decision = outcome.decision();
        report.of(facts, item, decision);
        Optional<Duration> again = outcome.written()
                .flatMap(result -> learn(result, decision.step(), item))
                .or(() -> decision.blocked() ? Optional.of(AFTER_BLOCK) : Optional.empty());
        return again.map(delay -> UpdateControl.<T>noUpdate().rescheduleAfter(delay))
                .orElseGet(UpdateControl::noUpdate);
    }

    private record Outcome(Decision decision, Optional<Written> written) {}

    private <T extends HasMetadata> Outcome carryOut(Facts facts, Context<T> context) {
        Decision decision = decide(facts, context);
        try {
            return new Outcome(decision, apply(decision.step(), context));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT && decision.step() instanceof Step.Create(var desired)) {
                var live = context.getClient().resource(desired).get();
                if (live != null) {
                    return found(live, desired, decision, carryOut(facts.with(live), context));
                }
            }
            throw e;
        }
    }

    /**
     * The cache did not know of it yet: somebody came first, or it is the one that we wanted, since the client repeats a request
     * whose answer was lost.
     */
    private static Outcome found(
            HorizontalPodAutoscaler live, HorizontalPodAutoscaler desired, Decision create, Outcome afterwards) {
        var wanted = afterwards.decision().step() instanceof Step.Rest
                && !afterwards.decision().blocked();
        return wanted ? new Outcome(create, Optional.of(new Written.Done(desired, live))) : afterwards;
    }

    private <T extends HasMetadata> Decision decide(Facts facts, Context<T> context) {
        return decide(facts, new HashSet<>(), context);
    }

    /**
     * Before a write into an object the live one has its say: the cache may have an older one, and has less of it. What the
     * live one says may lead to another object, which has its say then.
     *
     * @param live names of those that the facts have as they are
     */
    private <T extends HasMetadata> Decision decide(Facts facts, Set<String> live, Context<T> context) {
        Decision decision = decider.decide(facts);
        return existing(decision.step())
                .filter(hpa -> live.add(hpa.getMetadata().getName()))
                .map(hpa -> decide(withLive(facts, hpa, context), live, context))
                .orElse(decision);
    }

    private static Optional<HorizontalPodAutoscaler> existing(Step step) {
        return switch (step) {
            case Step.Withdraw(var ours) -> Optional.of(ours);
            case Step.Correct(var desired) -> Optional.of(desired);
            case Step.Adopt(var theirs) -> Optional.of(theirs);
            case Step.GiveBack(var adopted) -> Optional.of(adopted);
            case Step.Create _, Step.Rest _ -> Optional.empty();
        };
    }

    private static Facts withLive(Facts facts, HorizontalPodAutoscaler named, Context<?> context) {
        var live = context.getClient().resource(named).get();
        return live == null ? facts.without(named) : facts.with(live);
    }

    private <T extends HasMetadata> Optional<Written> apply(Step step, Context<T> context) {
        return switch (step) {
            case Step.Rest _ -> Optional.empty();
            case Step.Create(var desired) -> Optional.of(writer.create(desired, context));
            case Step.Correct(var desired) -> Optional.of(writer.correct(desired, context));
            case Step.Adopt(var theirs) -> Optional.of(adoption.take(theirs));
            case Step.GiveBack(var adopted) -> Optional.of(adoption.giveBack(adopted));
            case Step.Withdraw(var ours) -> {
                writer.delete(ours, context);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Notice> announced(Step step) {
        return switch (step) {
            case Step.Create _ -> Optional.of(Notices.created());
            case Step.Adopt(var theirs) -> Optional.of(AdoptionNotices.adopted(theirs));
            case Step.GiveBack(var adopted) -> Optional.of(AdoptionNotices.givenBack(adopted));
            case Step.Correct _, Step.Withdraw _, Step.Rest _ -> Optional.empty();
        };
    }

    /** When to try again, if not only at the next change. */
    private Optional<Duration> learn(Written written, Step step, HasMetadata item) {
        return switch (written) {
            case Written.Done(var desired, var answered) -> {
                announced(step).ifPresent(notice -> report.tell(item, notice));
                if (HpaComparison.lostTolerance(desired, answered)) {
                    toleranceDropped(item);
                }
                yield Optional.empty();
            }
            case Written.Refused refused -> Optional.of(learn(refused, item));
        };
    }

    private Duration learn(Written.Refused refused, HasMetadata item) {
        if (refused.isForZero()) {
            gatherer.limits().zeroRefused();
            return AT_ONCE;
        }
        if (refused.isForUnknownTolerance()) {
            toleranceDropped(item);
            return AT_ONCE;
        }
        report.tell(item, Notices.refused(refused.answer()));
        return AFTER_REFUSAL;
    }

    private void toleranceDropped(HasMetadata item) {
        if (gatherer.limits().toleranceDropped()) {
            report.tell(item, Notices.toleranceUnsupported());
        }
    }
}
