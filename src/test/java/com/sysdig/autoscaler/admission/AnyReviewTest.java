package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sysdig.autoscaler.admission.Reply.Outcome;
import com.sysdig.autoscaler.annotation.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is posted, the answer is one that the API server understands. */
class AnyReviewTest {
    private static final List<String> KEYS = Stream.concat(Row.of("good.txt"), Row.of("bad.txt"))
            .flatMap(row -> row.annotations().keySet().stream())
            .distinct()
            .toList();
    private static final List<String> VALUES = Stream.concat(Row.of("good.txt"), Row.of("bad.txt"))
            .flatMap(row -> row.annotations().values().stream())
            .distinct()
            .toList();
    /** Places in a review, as JSON pointers to the object and the field in it. */
    private static final List<String> PLACES = List.of(
            " apiVersion",
            " kind",
            " request",
            "/request uid",
            "/request operation",
            "/request namespace",
            "/request name",
            "/request resource",
            "/request object",
            "/request oldObject",
            "/request/resource group",
            "/request/resource resource",
            "/request userInfo",
            "/request/userInfo username",
            "/request/userInfo groups",
            "/request/object metadata",
            "/request/object spec",
            "/request/object/spec replicas",
            "/request/object/metadata name",
            "/request/object/metadata namespace",
            "/request/object/metadata generateName",
            "/request/object/metadata annotations",
            "/request/object/metadata managedFields");

    private final Admitting admitting = new Admitting();

    @Property
    void anyBytesAreAnswered(@ForAll byte[] body) {
        check(admitting.reply(body));
    }

    @Property
    void anyDamageToAReviewIsAnswered(
            @ForAll("review") byte[] review, @ForAll("offset") int offset, @ForAll byte replacement) {
        review[offset % review.length] = replacement;

        check(admitting.reply(review));
    }

    @Property
    void anyValueInAnyPlaceIsAnswered(@ForAll("place") String place, @ForAll("json") String value) throws Exception {
        var review = Bodies.JSON.readTree(Bodies.review(Bodies.annotated()));
        var at = place.split(" ", -1);
        ((ObjectNode) review.at(at[0])).set(at[1], Bodies.JSON.readTree(value));

        check(admitting.reply(Bodies.JSON.writeValueAsBytes(review)));
    }

    @Property
    void anyAnnotationsAreReviewed(@ForAll("annotations") Map<String, String> annotations) {
        var reply = admitting.reply(Bodies.review(annotations));

        check(reply);
        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.outcome()).isIn(Outcome.ALLOWED, Outcome.WARNED, Outcome.DENIED);
    }

    @Property
    void anyLastAppliedConfigurationIsReviewed(@ForAll("json") String json, @ForAll String text) {
        for (var manifest : List.of(json, text, "{\"spec\":" + json + "}", "{\"metadata\":" + json + "}")) {
            var annotations = new java.util.HashMap<>(Bodies.annotated());
            annotations.put("kubectl.kubernetes.io/last-applied-configuration", manifest);

            assertThat(admitting.reply(Bodies.review(annotations)).outcome()).isIn(Outcome.ALLOWED, Outcome.WARNED);
        }
    }

    private static void check(Reply reply) {
        var json = Admitting.json(reply);
        if (reply.code() != 200) {
            assertThat(reply.code()).isEqualTo(400);
            assertThat(json.get("kind").asText()).isEqualTo("Status");
            assertThat(json.get("message").asText()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            return;
        }
        assertThat(json.get("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
        var response = json.get("response");
        assertThat(response.get("uid").asText()).isNotEmpty();
        if (!response.get("allowed").asBoolean()) {
            checkDenial(response.get("status"));
        }
        assertThat(Admitting.warnings(reply))
                .allSatisfy(warning -> assertThat(warning)
                        .isNotBlank()
                        .hasSizeLessThanOrEqualTo(500)
                        .doesNotContainPattern("\\p{Cntrl}"));
        assertThat(String.join("", Admitting.warnings(reply))).hasSizeLessThan(4096);
    }

    private static void checkDenial(JsonNode status) {
        assertThat(status.get("code").asInt()).isIn(400, 422);
        assertThat(status.get("message").asText()).isNotBlank();
        if (status.get("code").asInt() == 422) {
            assertThat(status.get("details").get("causes")).isNotEmpty().allSatisfy(cause -> {
                assertThat(cause.get("message").asText()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
                assertThat(cause.get("field").asText()).startsWith("metadata.");
            });
        }
    }

    @Provide
    Arbitrary<byte[]> review() {
        return annotations().map(Bodies::review);
    }

    @Provide
    Arbitrary<Integer> offset() {
        return Arbitraries.integers().between(0, 100_000);
    }

    @Provide
    Arbitrary<String> place() {
        return Arbitraries.of(PLACES);
    }

    @Provide
    Arbitrary<String> json() {
        var texts =
                Arbitraries.strings().map(text -> Bodies.JSON.valueToTree(text).toString());
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "true",
                        "0",
                        "-1",
                        "1e400",
                        "99999999999999999999999",
                        "[]",
                        "{}",
                        "[null]",
                        "[[[]]]",
                        "[{\"operation\":\"Apply\",\"fieldsV1\":{\"f:spec\":{\"f:replicas\":{}}}}]",
                        "{\"annotations\":null}",
                        "{\"annotations\":{\"sysdig.com/scale-target\":null}}",
                        "{\"annotations\":{\"sysdig.com/scale-target\":{\"a\":[]}}}",
                        "{\"replicas\":\"3\"}",
                        "{\"replicas\":2147483648}",
                        "\"\\ud800\"",
                        "\"\\u0000\""),
                texts);
    }

    @Provide
    Arbitrary<Map<String, String>> annotations() {
        var keys = Arbitraries.oneOf(
                Arbitraries.of(KEYS), Arbitraries.strings().map(suffix -> "sysdig.com/scale-" + suffix));
        var values = Arbitraries.oneOf(Arbitraries.of(VALUES), Arbitraries.strings());
        return Arbitraries.maps(keys.filter(AnyReviewTest::isText), values.filter(AnyReviewTest::isText))
                .ofMaxSize(12);
    }

    /** JSON in UTF-8 has no halves of characters. */
    private static boolean isText(String any) {
        return new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(any);
    }
}
