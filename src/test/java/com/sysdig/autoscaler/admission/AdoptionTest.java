package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sysdig.autoscaler.admission.Reply.Outcome;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import java.util.HashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who may have a HorizontalPodAutoscaler taken over. */
class AdoptionTest {
    private static final String ADOPT = "sysdig.com/scale-adopt";

    private final Admitting admitting = new Admitting();

    @Test
    void asksForTheUserOfTheReview() {
        admitting.exists("shop/old");

        var reply = adopting(request -> ((ObjectNode) request.get("userInfo"))
                .putObject("extra")
                .putArray("scopes")
                .add("a")
                .add("b"));

        assertThat(reply.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(admitting.asked()).containsExactly("ann[system:authenticated]{scopes=[a, b]} shop/old");
    }

    @Test
    void whoMayNotUpdateItMayNotHaveItTakenOver() {
        admitting.objects("user \"ann\" may not update it");

        var reply = adopting(_ -> {});

        assertThat(reply.outcome()).isEqualTo(Outcome.DENIED);
        var status = Admitting.json(reply).at("/response/status");
        assertThat(status.get("message").asText())
                .contains(
                        "sysdig.com/scale-adopt=\"old\": user \"ann\" may not update it; ", "have somebody apply this");
        assertThat(status.at("/details/causes/0/reason").asText()).isEqualTo("FieldValueForbidden");
        assertThat(status.at("/details/causes/0/field").asText()).isEqualTo("metadata.annotations[" + ADOPT + "]");
    }

    @Test
    void refusalIsToldBesideANamesake() {
        admitting.manages(new Workload(WorkloadKind.STATEFUL_SET, "shop", "web"), Bodies.annotated());
        admitting.objects("user \"ann\" may not update it");

        assertThat(Admitting.json(adopting(_ -> {})).at("/response/status/details/causes"))
                .extracting(cause -> cause.get("reason").asText())
                .containsExactly("FieldValueDuplicate", "FieldValueForbidden");
    }

    @Test
    void dryRunIsNoException() {
        admitting.objects("user \"ann\" may not update it");

        assertThat(adopting(request -> request.put("dryRun", true)).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void whatIsAdoptedAlreadyIsNotAskedAbout() {
        admitting.objects("no");

        assertThat(adopting(request -> before(request, "old")).outcome()).isNotEqualTo(Outcome.DENIED);
        assertThat(admitting.asked()).isEmpty();
        assertThat(adopting(request -> before(request, "older")).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void nobodyIsAskedAboutWithoutTheAnnotation() {
        admitting.reply(Bodies.review(Bodies.annotated()));

        assertThat(admitting.asked()).isEmpty();
    }

    @Test
    void userWhoIsNotNamedOrCannotBeAskedAboutMayNot() {
        assertThat(adopting(request -> request.remove("userInfo")).outcome()).isEqualTo(Outcome.DENIED);
        assertThat(adopting(request -> ((ObjectNode) request.get("userInfo")).put("username", "x".repeat(100_001)))
                        .outcome())
                .isEqualTo(Outcome.DENIED);
        assertThat(admitting.asked()).isEmpty();
    }

    @Test
    void autoscalerThatDoesNotExistIsWarnedOf() {
        assertThat(Admitting.warnings(adopting(_ -> {})))
                .containsExactly(
                        "sysdig.com/scale-adopt: there is no HorizontalPodAutoscaler \"old\"; nothing is scaled until"
                                + " there is");
    }

    private Reply adopting(Consumer<ObjectNode> change) {
        var annotations = new HashMap<>(Bodies.annotated());
        annotations.put(ADOPT, "old");
        return admitting.reply(Bodies.review(annotations, change));
    }

    private static void before(ObjectNode request, String adopted) {
        request.put("operation", "UPDATE");
        request.set("oldObject", request.get("object").deepCopy());
        ((ObjectNode) request.at("/oldObject/metadata/annotations")).put(ADOPT, adopted);
    }
}
