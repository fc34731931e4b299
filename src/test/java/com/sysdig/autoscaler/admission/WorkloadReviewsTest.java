package com.sysdig.autoscaler.admission;

import static com.sysdig.autoscaler.admission.Admitting.WEB;
import static com.sysdig.autoscaler.admission.Admitting.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.admission.Reply.Outcome;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadReviewsTest {
    private static final Workload NAMESAKE = new Workload(WorkloadKind.STATEFUL_SET, "shop", "web");

    private final Admitting admitting = new Admitting();

    /** With the uid, without which the API server would take no answer at all. */
    @Test
    void lateAnswerIsAReviewThatSaysSo() {
        var late = Admitting.json(Reply.late(Bodies.review(Bodies.annotated())));

        assertThat(late.at("/response/uid").asText()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
        assertThat(late.at("/response/allowed").asBoolean(true)).isFalse();
        assertThat(late.at("/response/status/code").asInt()).isEqualTo(504);
        assertThat(late.at("/response/status/message").asText()).contains("try again");
    }

    @Test
    void lateAnswerToWhatIsNoReviewIsAStatus() {
        for (var body :
                new String[] {"", "{\"uid\":\"1\"}", "{\"request\":{\"object\":{\"uid\":\"1\"}}}", "{\"request\":{\"ui"
                }) {
            var late = Reply.late(Bodies.bytes(body));

            assertThat(late.code()).isEqualTo(504);
            assertThat(Admitting.json(late).get("kind").asText()).isEqualTo("Status");
        }
    }

    @Test
    void rightAnnotationsAreAllowedInSilence() {
        var reply = admitting.reply(Bodies.review(Bodies.annotated()));

        assertThat(new String(reply.document().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\","
                        + "\"response\":{\"uid\":\"705ab4f5-6393-11e8-b7cc-42010a800002\",\"allowed\":true}}");
        assertThat(reply.outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void everyProblemIsACauseAndALine() {
        var reply = admitting.reply(Bodies.review(Map.of(
                "sysdig.com/scale-metric", "queue_depth",
                "sysdig.com/scale-target", "lots",
                "sysdig.com/scale-metirc", "x")));

        var response = json(reply).get("response");
        assertThat(response.get("allowed").asBoolean()).isFalse();
        var status = response.get("status");
        assertThat(status.get("code").asInt()).isEqualTo(422);
        assertThat(status.get("reason").asText()).isEqualTo("Invalid");
        assertThat(status.get("details").get("name").asText()).isEqualTo("web");
        assertThat(status.get("details").get("kind").asText()).isEqualTo("Deployment");
        assertThat(status.get("details").get("group").asText()).isEqualTo("apps");
        assertThat(status.get("details").get("causes"))
                .extracting(cause ->
                        cause.get("field").asText() + " " + cause.get("reason").asText())
                .containsExactlyInAnyOrder(
                        "metadata.annotations[sysdig.com/scale-target] FieldValueInvalid",
                        "metadata.annotations[sysdig.com/scale-metirc] FieldValueInvalid",
                        "metadata.annotations[sysdig.com/scale-max-replicas] FieldValueRequired");
        assertThat(status.get("details").get("causes"))
                .anySatisfy(cause -> assertThat(cause.get("message").asText())
                        .isEqualTo("\"x\": there is no such annotation; did you mean `sysdig.com/scale-metric`?"));
        assertThat(status.get("message").asText().lines())
                .hasSize(4)
                .contains("Deployment \"web\" cannot be scaled as annotated:")
                .contains(
                        "- sysdig.com/scale-metirc=\"x\": there is no such annotation; did you mean `sysdig.com/scale-metric`?");
    }

    @Test
    void soManyProblemsAreCountedForEveryClient() {
        var annotations = new HashMap<>(Bodies.annotated());
        IntStream.range(0, 60).forEach(i -> annotations.put("sysdig.com/scale-nonsense-" + i, "x"));

        var status = json(admitting.reply(Bodies.review(annotations)))
                .get("response")
                .get("status");

        assertThat(status.get("details").get("causes"))
                .hasSize(51)
                .extracting(cause -> cause.get("field").asText() + ": "
                        + cause.get("message").asText())
                .last()
                .isEqualTo("metadata.annotations: and 10 more problems");
        assertThat(status.get("message").asText().lines()).hasSize(52).last().isEqualTo("- and 10 more problems");
    }

    @Test
    void namesakeThatIsScaledAlreadyIsAProblem() {
        admitting.manages(NAMESAKE, Bodies.annotated());

        var reply = admitting.reply(Bodies.review(Bodies.annotated()));

        assertThat(reply.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(json(reply).at("/response/status/message").asText())
                .contains("the StatefulSet of the same name is scaled already");
    }

    @Test
    void bothOfAnExistingConflictMayBeChanged() {
        admitting.manages(NAMESAKE, Bodies.annotated());
        admitting.manages(WEB, Bodies.annotated());

        assertThat(admitting.reply(Bodies.review(Bodies.annotated())).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void withoutAnnotationsOfOursAnythingIsAllowed() {
        admitting.manages(NAMESAKE, Bodies.annotated());
        admitting.claims(WEB);

        assertThat(admitting.reply(Bodies.review(Map.of("team", "shop"))).outcome())
                .isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void whatIsNoWorkloadIsDeniedWithAReason() {
        var job = admitting.reply(Bodies.review(
                Bodies.annotated(),
                request -> request.putObject("resource").put("group", "batch").put("resource", "jobs")));
        var nothing = admitting.reply(Bodies.review(Bodies.annotated(), request -> request.putNull("object")));

        assertThat(json(job).at("/response/status/message").asText()).contains("not jobs.batch");
        assertThat(json(nothing).at("/response/status/message").asText()).contains("no object");
        assertThat(job.code()).isEqualTo(200);
        assertThat(job.outcome()).isEqualTo(Outcome.UNREADABLE);
    }

    @Test
    void deletionIsAllowed() {
        var reply = admitting.reply(Bodies.review(
                Bodies.annotated(),
                request -> request.put("operation", "DELETE").putNull("object")));

        assertThat(reply.outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void nameToComeIsTheOneItBeginsWith() {
        var reply = admitting.reply(Bodies.review(Map.of("sysdig.com/scale-target", "1"), request -> {
            request.put("name", "");
            Bodies.metadata(request).remove("name");
            Bodies.metadata(request).put("generateName", "web-");
        }));

        assertThat(json(reply).at("/response/status/details/name").asText()).isEqualTo("web-");
    }

    @Test
    void namespaceIsThatOfTheRequest() {
        admitting.claims(WEB);

        assertThat(admitting.warnings(Bodies.review(
                        Bodies.annotated(), request -> Bodies.metadata(request).remove("namespace"))))
                .hasSize(1);
        assertThat(admitting.warnings(
                        Bodies.review(Bodies.annotated(), request -> request.put("namespace", "elsewhere"))))
                .isEmpty();
    }

    @Test
    void whatIsEchoedCanBeSentWhateverItHolds() {
        var reply = admitting.reply(
                Bodies.bytes(new String(Bodies.review(Map.of("sysdig.com/scale-target", "\n")), StandardCharsets.UTF_8)
                        .replace("705ab4f5", "\\ud800")));

        assertThat(json(reply).at("/response/uid").asText()).startsWith("\uFFFD-6393");
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespace", "name", "generateName"})
    void halfACharacterInThePlaceOfAnObjectIsUnreadable(String field) {
        var reply = admitting.reply(Bodies.review(Bodies.annotated(), request -> {
            request.put("namespace", "").put("name", "");
            Bodies.metadata(request).remove("name");
            Bodies.metadata(request).put(field, "\ud800");
        }));

        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(json(reply).get("message").asText()).contains("namespace or name has half a character");
    }

    @Test
    void annotationsBeyondKubernetesLimitAreNotRead() {
        var annotations = IntStream.range(0, 300)
                .boxed()
                .collect(Collectors.toMap(i -> "sysdig.com/scale-x" + i, _ -> "x".repeat(1000)));

        var reply = admitting.reply(Bodies.review(annotations));

        assertThat(reply.code()).isEqualTo(400);
        assertThat(json(reply).get("message").asText()).contains("more annotations than Kubernetes allows");
    }
}
