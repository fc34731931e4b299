package com.sysdig.autoscaler.workload;

import static com.sysdig.autoscaler.policy.PolicyDraft.SIMPLE;
import static com.sysdig.autoscaler.workload.Hpas.WEB;
import static com.sysdig.autoscaler.workload.Hpas.foreign;
import static com.sysdig.autoscaler.workload.Hpas.owned;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.sample.History.Presence;
import com.sysdig.autoscaler.workload.Decision.Step;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Parsed VALID = new Parsed.Valid(SIMPLE.policy());
    private static final Parsed AT_LEAST = new Parsed.Valid(SIMPLE.policy(new OnMissing.AtLeast(4)));
    private static final Parsed UNMANAGED = new Parsed.Unmanaged();
    private static final Parsed INVALID =
            new Parsed.Invalid(List.of(new Problem("sysdig.com/scale-target", "x", "is no quantity", "write 100")));
    private static final HorizontalPodAutoscaler KEDAS = foreign("keda-hpa-web", "Deployment", "web");

    private final Decider decider = new Decider(new HpaGenerator(10_000));

    @Test
    void createsOursOwnedByTheWorkload() {
        var decision = decide(VALID);
        assertThat(decision.notices()).isEmpty();
        assertThat(decision.step()).isInstanceOfSatisfying(Step.Create.class, create -> {
            var owner = create.desired().getMetadata().getOwnerReferences().getFirst();
            assertThat(owner.getUid()).isEqualTo("uid-1");
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isFalse();
            assertThat(owner.getApiVersion()).isEqualTo("apps/v1");
        });
    }

    @Test
    void restsWhereOursSaysTheSame() {
        assertThat(decide(VALID, ours(VALID)).step()).isEqualTo(new Step.Rest());
    }

    @Test
    void correctsOursUnderItsUid() {
        var edited = new HorizontalPodAutoscalerBuilder(ours(VALID))
                .editSpec()
                .withMaxReplicas(99)
                .endSpec()
                .build();
        assertThat(decide(VALID, edited).step()).isInstanceOfSatisfying(Step.Correct.class, correct -> {
            assertThat(correct.desired().getSpec().getMaxReplicas()).isEqualTo(10);
            assertThat(correct.desired().getMetadata().getUid()).isEqualTo("hpa-uid");
        });
    }

    @Test
    void removesOursWithTheLastAnnotation() {
        var decision = decide(UNMANAGED, ours(VALID));
        assertThat(decision.step()).isEqualTo(new Step.Withdraw(ours(VALID)));
        assertThat(decision.tells(EventReason.HPA_REMOVED)).isTrue();
    }

    @Test
    void saysNothingToUnmanagedWorkloads() {
        assertThat(decide(UNMANAGED, KEDAS)).isEqualTo(new Decision(new Step.Rest(), List.of(), false));
    }

    @Test
    void withdrawsOursWhileAForeignOneExists() {
        var decision = decide(VALID, ours(VALID), KEDAS);
        assertThat(decision.step()).isEqualTo(new Step.Withdraw(ours(VALID)));
        assertThat(decision.blocked()).isTrue();
        assertThat(decision.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.message()).contains("keda-hpa-web"));
    }

    @Test
    void createsNoneWhileAForeignOneExists() {
        assertThat(decide(VALID, KEDAS).step()).isEqualTo(new Step.Rest());
    }

    @Test
    void leavesTheNameToTheOtherKind() {
        var decision = decide(VALID, owned("StatefulSet", "web", "uid-2"));
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(decision.notices()).extracting(Notice::reason).containsExactly(EventReason.NAME_CONFLICT);
    }

    @Test
    void waitsQuietlyForThePredecessorsToGo() {
        assertThat(decide(VALID, owned("Deployment", "web", "uid-0")))
                .isEqualTo(new Decision(new Step.Rest(), List.of(), true));
    }

    @Test
    void keepsOursWhileAnnotationsAreInvalid() {
        var decision = decide(INVALID, ours(VALID));
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(decision.notices())
                .containsExactly(new Notice(
                        EventReason.INVALID_ANNOTATIONS, "sysdig.com/scale-target=\"x\": is no quantity; write 100"));
    }

    @Test
    void createsNoneFromInvalidAnnotations() {
        assertThat(decide(INVALID).step()).isEqualTo(new Step.Rest());
    }

    @Test
    void withdrawsOursForAForeignOneEvenIfAnnotationsAreInvalid() {
        assertThat(decide(INVALID, ours(VALID), KEDAS).step()).isEqualTo(new Step.Withdraw(ours(VALID)));
    }

    @Test
    void writesOneWhereZeroIsRefused() {
        var zero = new Parsed.Valid(SIMPLE.bounds(0, 5).policy());
        var decision = decider.decide(
                new Facts(WEB, "uid-1", zero, List.of(), new ApiServerLimits(Tolerance.KEPT, true), Presence.THERE));
        assertThat(decision.tells(EventReason.SCALE_TO_ZERO_UNSUPPORTED)).isTrue();
        assertThat(decision.step())
                .isInstanceOfSatisfying(
                        Step.Create.class,
                        create -> assertThat(create.desired().getSpec().getMinReplicas())
                                .isEqualTo(1));
    }

    @Test
    void asksForNoToleranceWhereThereIsNone() {
        var down = new Behavior.Rules(Duration.ofMinutes(10), List.of(), null, new BigDecimal("0.05"));
        var tolerant = new Parsed.Valid(
                SIMPLE.behavior(new Behavior(Behavior.Rules.DEFAULT, down)).policy());
        var limits = new ApiServerLimits(Tolerance.DROPPED, false);
        assertThat(decider.decide(new Facts(WEB, "uid-1", tolerant, List.of(), limits, Presence.THERE))
                        .step())
                .isInstanceOfSatisfying(Step.Create.class, create -> {
                    var written = create.desired().getSpec().getBehavior().getScaleDown();
                    assertThat(written.getTolerance()).isNull();
                    assertThat(written.getStabilizationWindowSeconds()).isEqualTo(600);
                });
    }

    @Test
    void looksAtTheLiveObjectInsteadOfTheCachedOne() {
        var facts = new Facts(
                WEB, "uid-1", VALID, List.of(foreign("web", "Job", "x")), ApiServerLimits.NONE, Presence.THERE);
        assertThat(decider.decide(facts.with(ours(VALID))).step()).isEqualTo(new Step.Rest());
        assertThat(decider.decide(facts.without(ours(VALID))).step()).isInstanceOf(Step.Create.class);
    }

    @Test
    void raisesTheMinimumWhileDataAreMissingAndLowersItAfterwards() {
        assertThat(min(AT_LEAST, Presence.THERE)).isEqualTo(1);
        assertThat(min(AT_LEAST, Presence.MISSING)).isEqualTo(4);
        assertThat(min(AT_LEAST, Presence.THERE, oursWith(4))).isEqualTo(1);
        assertThat(min(AT_LEAST, Presence.MISSING, oursWith(1))).isEqualTo(4);
        assertThat(decide(AT_LEAST, Presence.MISSING).tells(EventReason.MIN_REPLICAS_RAISED))
                .isTrue();
        assertThat(decide(VALID, Presence.MISSING).notices()).isEmpty();
    }

    @Test
    void neitherRaisesNorLowersItWhileNobodyKnows() {
        assertThat(decide(AT_LEAST, Presence.UNKNOWN, oursWith(4)).step()).isEqualTo(new Step.Rest());
        assertThat(decide(AT_LEAST, Presence.UNKNOWN, oursWith(1)).step()).isEqualTo(new Step.Rest());
        assertThat(min(AT_LEAST, Presence.UNKNOWN, oursWith(3))).isEqualTo(1);
    }

    private int min(Parsed parsed, Presence data, HorizontalPodAutoscaler... hpas) {
        return switch (decide(parsed, data, hpas).step()) {
            case Step.Create(var desired) -> desired.getSpec().getMinReplicas();
            case Step.Correct(var desired) -> desired.getSpec().getMinReplicas();
            case Step.Rest _, Step.Withdraw _, Step.Adopt _, Step.GiveBack _ ->
                throw new AssertionError("writes nothing");
        };
    }

    private HorizontalPodAutoscaler oursWith(int min) {
        return new HorizontalPodAutoscalerBuilder(ours(AT_LEAST))
                .editSpec()
                .withMinReplicas(min)
                .endSpec()
                .build();
    }

    private Decision decide(Parsed parsed, HorizontalPodAutoscaler... hpas) {
        return decide(parsed, Presence.THERE, hpas);
    }

    private Decision decide(Parsed parsed, Presence data, HorizontalPodAutoscaler... hpas) {
        return decider.decide(new Facts(WEB, "uid-1", parsed, List.of(hpas), ApiServerLimits.NONE, data));
    }

    private HorizontalPodAutoscaler ours(Parsed parsed) {
        var create = (Step.Create) decide(parsed).step();
        return new HorizontalPodAutoscalerBuilder(create.desired())
                .editMetadata()
                .withUid("hpa-uid")
                .endMetadata()
                .build();
    }
}
