package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes as an answer: it is rows or a reason, and no number comes of what is broken. */
class AnyBodyTest {
    private static final String BODY = """
            {"status":"success","data":{"resultType":"vector","result":[\
            {"metric":{"kube_workload_name":"web","is":"value"},"value":[1700760261.074,"0.5"]},\
            {"metric":{"kube_workload_name":"web","is":"time"},"value":["1700760261","1700760255"]}]},"warnings":["w"]}""";

    @Property
    void anyBytesAreAReply(@ForAll byte[] body) {
        check(QueryBodyReaderTest.read(body));
    }

    @Property
    void anyDamageToABodyIsAReply(
            @ForAll("offset") int offset, @ForAll("pieces") String replacement, @ForAll("length") int length) {
        var from = offset % BODY.length();
        var to = Math.min(BODY.length(), from + length);
        var damaged = BODY.substring(0, from) + replacement + BODY.substring(to);

        check(QueryBodyReaderTest.read(damaged.getBytes(StandardCharsets.UTF_8)));
    }

    @Property
    void noCutBodyIsANumber(@ForAll("offset") int length) {
        var whole = BODY.getBytes(StandardCharsets.UTF_8);

        assertThat(QueryBodyReaderTest.read(Arrays.copyOf(whole, length % whole.length)))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(Reason.BROKEN_ANSWER));
    }

    @Property
    void anyValueInAnyPlaceIsAReply(@ForAll("bodies") String body) {
        check(QueryBodyReaderTest.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Property
    void anyErrorIsOneLine(@ForAll("status") int status, @ForAll byte[] bytes, @ForAll("bodies") String body) {
        for (var content : List.of(bytes, body.getBytes(StandardCharsets.UTF_8))) {
            assertThat(ErrorAnswer.of(status, content, "the Secret").message())
                    .isNotBlank()
                    .hasSizeLessThan(1_000)
                    .doesNotContainPattern("\\p{Cntrl}");
        }
    }

    private static void check(Reply reply) {
        switch (reply) {
            case Reply.Rows(var rows, var warnings) -> {
                assertThat(rows).allSatisfy(row -> assertThat(row.labels()).doesNotContainValue(null));
                assertThat(warnings).allSatisfy(warning -> assertThat(warning).doesNotContainPattern("\\p{Cntrl}"));
            }
            case Reply.Refused(var problem) ->
                assertThat(problem.message()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Provide
    Arbitrary<Integer> offset() {
        return Arbitraries.integers().between(0, 10_000);
    }

    @Provide
    Arbitrary<Integer> length() {
        return Arbitraries.integers().between(0, 40);
    }

    @Provide
    Arbitrary<Integer> status() {
        return Arbitraries.integers().between(201, 599);
    }

    /** Of JSON and of Prometheus' answers, and any text. */
    @Provide
    Arbitrary<String> pieces() {
        var words = List.of(
                "",
                "null",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "NaN",
                "+Inf",
                "1e999",
                "\"error\"",
                "\"scalar\"",
                "\\u0000",
                "\n");
        return Arbitraries.oneOf(Arbitraries.of(words), Arbitraries.strings().ofMaxLength(10));
    }

    /** Values that may stand where others are due. */
    private static Arbitrary<String> values() {
        var words = List.of(
                "null",
                "true",
                "0",
                "-1.5e300",
                "{}",
                "[]",
                "[null]",
                "[[]]",
                "\"\"",
                "\"success\"",
                "\"error\"",
                "\"vector\"",
                "\"scalar\"",
                "\"matrix\"",
                "[1,\"2\"]",
                "[1,\"NaN\"]",
                "[1,2,3]",
                "[{}]",
                "[{\"metric\":null,\"value\":[1,\"1\"]}]",
                "[{\"metric\":{\"a\":null},\"value\":[1,\"-Inf\"]}]",
                "[{\"metric\":{\"a\":1},\"value\":null}]",
                "[{\"metric\":[],\"value\":{}}]",
                "{\"reason\":\"r\",\"message\":{}}");
        return Arbitraries.oneOf(Arbitraries.of(words), Arbitraries.of(words).map(word -> "[" + word + "]"));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Combinators.combine(values(), values(), values(), values(), values())
                .as((status, type, result, warnings, error) ->
                        "{\"status\":%s,\"errorType\":%s,\"error\":%s,\"message\":%s,\"errors\":%s,\"warnings\":%s,\"data\":{\"resultType\":%s,\"result\":%s}}"
                                .formatted(status, type, error, error, result, warnings, type, result));
    }
}
