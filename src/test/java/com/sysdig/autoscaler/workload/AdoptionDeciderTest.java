package com.sysdig.autoscaler.workload;

import static com.sysdig.autoscaler.policy.PolicyDraft.SIMPLE;
import static com.sysdig.autoscaler.workload.Hpas.WEB;
import static com.sysdig.autoscaler.workload.Hpas.adopted;
import static com.sysdig.autoscaler.workload.Hpas.foreign;
import static com.sysdig.autoscaler.workload.Hpas.marked;
import static com.sysdig.autoscaler.workload.Hpas.owned;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.sample.History.Presence;
import com.sysdig.autoscaler.workload.Decision.Step;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionDeciderTest {
    private static final Parsed ADOPTING =
            new Parsed.Valid(SIMPLE.adopting("old").policy());
    private static final Parsed VALID = new Parsed.Valid(SIMPLE.policy());
    private static final Parsed UNMANAGED = new Parsed.Unmanaged();
    private static final Parsed INVALID =
            new Parsed.Invalid(List.of(new Problem("sysdig.com/scale-target", "x", "is no quantity", "write 100")));
    private static final HorizontalPodAutoscaler OLD = foreign("old", "Deployment", "web");
    private static final HorizontalPodAutoscaler KEDAS = foreign("keda-hpa-web", "Deployment", "web");
    private static final HorizontalPodAutoscaler OURS = owned("Deployment", "web", "uid-1");

    private final Decider decider = new Decider(new HpaGenerator(10_000));

    @Test
    void savesBeforeAnythingElse() {
        assertThat(decide(ADOPTING, OLD)).isEqualTo(new Decision(new Step.Adopt(OLD), List.of(), false));
    }

    @Test
    void writesOurSpecUnderTheVersionThatHasTheFormerOne() {
        assertThat(decide(ADOPTING, adopted("old", "Deployment", "web")).step())
                .isInstanceOfSatisfying(Step.Correct.class, correct -> {
                    var metadata = correct.desired().getMetadata();
                    assertThat(metadata.getName()).isEqualTo("old");
                    assertThat(metadata.getUid()).isEqualTo("old-uid");
                    assertThat(metadata.getResourceVersion()).isEqualTo("1");
                    assertThat(metadata.getOwnerReferences()).isEmpty();
                    assertThat(metadata.getLabels()).isNullOrEmpty();
                    assertThat(correct.desired().getSpec().getMaxReplicas()).isEqualTo(10);
                });
    }

    @Test
    void restsWhereTheAdoptedOneSaysWhatTheAnnotationsSay() {
        assertThat(decide(ADOPTING, written())).isEqualTo(new Decision(new Step.Rest(), List.of(), false));
    }

    @Test
    void givesBackWhenNoLongerAskedTo() {
        for (var parsed : List.of(VALID, UNMANAGED)) {
            assertThat(decide(parsed, written()).step()).isEqualTo(new Step.GiveBack(written()));
        }
    }

    @Test
    void givesTheFirstBackBeforeItTakesTheSecond() {
        var both = decide(
                new Parsed.Valid(SIMPLE.adopting("new").policy()), written(), foreign("new", "Deployment", "web"));
        assertThat(both.step()).isEqualTo(new Step.GiveBack(written()));
    }

    @Test
    void keepsWhatItTookWhileAnnotationsAreInvalid() {
        var decision = decide(INVALID, adopted("old", "Deployment", "web"));
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(reasons(decision)).containsExactly(EventReason.INVALID_ANNOTATIONS);
    }

    @Test
    void makesNoneUntilTheOneToTakeOverExists() {
        var decision = decide(ADOPTING);
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(reasons(decision)).containsExactly(EventReason.ADOPT_NOT_FOUND);
    }

    @Test
    void oursGoesOnUntilTheOneToTakeOverExistsAndMakesWayThen() {
        assertThat(decide(ADOPTING, OURS).step()).isInstanceOf(Step.Correct.class);
        assertThat(decide(ADOPTING, OURS, OLD).step()).isEqualTo(new Step.Withdraw(OURS));
    }

    @Test
    void leavesOneOfAnotherWorkloadAlone() {
        var decision = decide(ADOPTING, foreign("old", "Deployment", "other"));
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(decision.blocked()).isTrue();
        assertThat(reasons(decision)).containsExactly(EventReason.ADOPT_REFUSED);
        assertThat(decision.notices().getFirst().message()).contains("Deployment \"other\"");
    }

    @Test
    void leavesOneAloneThatItsControllerWouldWriteAgain() {
        var theirs = new HorizontalPodAutoscalerBuilder(OLD)
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("keda.sh/v1alpha1")
                .withKind("ScaledObject")
                .withName("web")
                .withUid("so")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
        var decision = decide(ADOPTING, theirs);
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(reasons(decision)).containsExactly(EventReason.ADOPT_REFUSED, EventReason.FOREIGN_HPA);
    }

    /** As hpa-operator's: what runs in production is no cure. */
    @Test
    void neverAdvisesToDeleteAWorkload() {
        var theirs = new HorizontalPodAutoscalerBuilder(OLD)
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName("web")
                .withUid("another")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();

        assertThat(decide(ADOPTING, theirs).notices().getFirst().message())
                .contains("take its ownerReferences away")
                .doesNotContain("Delete");
    }

    @Test
    void aThirdOneIsForeignBeforeAndAfter() {
        for (var old : List.of(OLD, adopted("old", "Deployment", "web"))) {
            var decision = decide(ADOPTING, old, KEDAS);
            assertThat(decision.step()).isEqualTo(new Step.Rest());
            assertThat(reasons(decision)).containsExactly(EventReason.FOREIGN_HPA);
            assertThat(decision.notices().getFirst().message())
                    .contains("keda-hpa-web")
                    .doesNotContain("old");
        }
    }

    @Test
    void writesNothingWhereWhatWasSavedCannotBeRead() {
        for (var parsed : List.of(ADOPTING, VALID, UNMANAGED)) {
            var decision = decide(parsed, marked(OLD, "{\"maxReplicas\": 3"));
            assertThat(decision.step()).isEqualTo(new Step.Rest());
            assertThat(decision.tells(EventReason.ADOPTED_SPEC_BROKEN)).isTrue();
        }
    }

    @Test
    void takesNoSpecOfOursForTheFormerOne() {
        var stripped = new HorizontalPodAutoscalerBuilder(written())
                .editMetadata()
                .withAnnotations(null)
                .endMetadata()
                .build();
        var decision = decide(ADOPTING, stripped);
        assertThat(decision.step()).isEqualTo(new Step.Rest());
        assertThat(reasons(decision)).containsExactly(EventReason.ADOPTED_SPEC_BROKEN);
    }

    @Test
    void putsTheTargetBackThatSomebodyChanged() {
        var moved = new HorizontalPodAutoscalerBuilder(written())
                .editSpec()
                .editScaleTargetRef()
                .withName("other")
                .endScaleTargetRef()
                .endSpec()
                .build();
        assertThat(decide(ADOPTING, moved).step())
                .isInstanceOfSatisfying(
                        Step.Correct.class,
                        correct -> assertThat(correct.desired()
                                        .getSpec()
                                        .getScaleTargetRef()
                                        .getName())
                                .isEqualTo("web"));
    }

    private HorizontalPodAutoscaler written() {
        var correct = (Step.Correct)
                decide(ADOPTING, adopted("old", "Deployment", "web")).step();
        return new HorizontalPodAutoscalerBuilder(adopted("old", "Deployment", "web"))
                .withSpec(correct.desired().getSpec())
                .build();
    }

    private static List<EventReason> reasons(Decision decision) {
        return decision.notices().stream().map(Notice::reason).toList();
    }

    private Decision decide(Parsed parsed, HorizontalPodAutoscaler... hpas) {
        return decider.decide(new Facts(WEB, "uid-1", parsed, List.of(hpas), ApiServerLimits.NONE, Presence.THERE));
    }
}
