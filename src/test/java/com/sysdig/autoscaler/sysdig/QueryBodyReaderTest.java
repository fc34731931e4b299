package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryBodyReaderTest {
    @Test
    void readsAVectorInWhateverOrderItsKeysCome() {
        var reply = read("""
                {"data":{"result":[{"value":[1700760261.074,"0.5"],"metric":{"a":"b","is":"value"}},
                {"metric":{"is":"value"},"value":["1749637701","-2e3"]}],
                "analysis":{"x":[1]},"resultType":"vector"},"infos":["i"],"more":{},"status":"success"}""");

        assertRows(reply, new Row(Map.of("a", "b")).add(Fact.VALUE, 0.5), new Row(Map.of()).add(Fact.VALUE, -2000));
    }

    @Test
    void callsAScalarBrokenWhoseTypeComesBehindIt() {
        assertBroken(read("{\"data\":{\"result\":[1,\"3\"],\"resultType\":\"scalar\"},\"status\":\"success\"}"));
    }

    @Test
    void numbersWithTheSameLabelsMakeOneRowAndNoneOfThemIsLost() {
        var elements = Stream.of("value", "time", "value", "samples", "value", "pods", "value", "series", "time")
                .map(fact ->
                        "{\"metric\":{\"a\":\"b\",\"is\":\"" + fact + "\"},\"value\":[1,\"" + fact.length() + "\"]}")
                .collect(Collectors.joining(","));

        assertThat(read(success("vector", "[" + elements + "]")))
                .isInstanceOfSatisfying(
                        Reply.Rows.class,
                        reply -> assertThat(reply.rows()).singleElement().satisfies(row -> {
                            assertThat(row.labels()).isEqualTo(Map.of("a", "b"));
                            assertThat(row.numbers(Fact.VALUE)).containsExactly(5.0, 5.0, 5.0, 5.0);
                            assertThat(row.numbers(Fact.TIME)).containsExactly(4.0, 4.0);
                            assertThat(row.numbers(Fact.SERIES)).containsExactly(6.0);
                        }));
    }

    /** Documented are lists of texts; whatever else is there says at least that something is the matter. */
    @ParameterizedTest
    @ValueSource(strings = {"[{\"message\":\"cut\"}]", "\"cut\"", "{\"message\":\"cut\"}", "[[\"cut\"]]", "[7]"})
    void warningInAnyFormIsAWarning(String warnings) {
        assertThat(read("{\"warnings\":" + warnings
                        + ",\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"))
                .isInstanceOfSatisfying(
                        Reply.Rows.class, reply -> assertThat(reply.warnings()).hasSize(1));
        assertThat(read("{\"warnings\":" + warnings
                        + ",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"status\":\"error\",\"error\":\"x\"}"))
                .isInstanceOf(Reply.Refused.class);
    }

    /** Each is compared with the one before, where there was one. */
    @Test
    void readsEachElementForItself() {
        var reply = read(success("vector", """
                [{"metric":{"is":"value","a":"xy","b":"1"},"value":[1,"1"]},
                 {"metric":{"a":"xz","b":"1"},"value":[1,"2"]},
                 {"metric":{"b":"1","is":"time","a":"xz"},"value":[1,"3"]},
                 {"metric":{"a":"x\\u007a","c":7,"d":null,"b":"10"},"value":[1,"4"]},
                 {"metric":{"a":"","a":"last"},"value":[1,"5"]},
                 {"metric":{"is":"pods","b":"1","a":"xz"},"value":[1,"6"]},
                 {"metric":{"is":"unknown"},"value":[1,"7"]},
                 {"value":[1,"8"]}]"""));

        assertRows(
                reply,
                new Row(Map.of("a", "xy", "b", "1")).add(Fact.VALUE, 1),
                new Row(Map.of("a", "xz", "b", "1")),
                new Row(Map.of("a", "xz", "b", "1")).add(Fact.TIME, 3).add(Fact.PODS, 6),
                new Row(Map.of("a", "xz", "b", "10", "c", "7", "d", "")),
                new Row(Map.of("a", "last")),
                new Row(Map.of()));
    }

    @Test
    void keepsTextsThatManyRowsHaveInCommonOnce() {
        var rows = Stream.of("b", "c")
                .map(name -> "{\"metric\":{\"a\":\"some value\",\"" + name + "\":\"\"},\"value\":[1,\"2\"]}")
                .collect(Collectors.joining(","));

        assertThat(read(success("vector", "[" + rows + "]")))
                .isInstanceOfSatisfying(
                        Reply.Rows.class,
                        reply -> assertThat(reply.rows().getFirst().labels().get("a"))
                                .isSameAs(reply.rows().getLast().labels().get("a")));
    }

    /** What it makes of 50,000 numbers takes about their bytes once; a copy of the body once more, a text of each label four times. */
    @Test
    void readsALargeAnswerWithoutAnyCopyOfIt() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var body = AnswerHotPath.answerForTenThousand();
        read(body);

        long before = threads.getCurrentThreadAllocatedBytes();
        var reply = read(body);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Rows.class,
                        answer -> assertThat(answer.rows())
                                .hasSize(10_000)
                                .allSatisfy(row ->
                                        assertThat(row.numbers(Fact.SERIES)).containsExactly(12.0)));
        assertThat((double) allocated / body.length).isBetween(0.1, 1.8);
    }

    @Test
    void callsAnEndlessAnswerBroken() {
        var rows = "{\"metric\":{},\"value\":[1,\"2\"]},".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var bodies = Stream.concat(
                Stream.of(bytes("{\"data\":{\"result\":[")),
                Stream.generate(() -> (InputStream) new ByteArrayInputStream(rows))
                        .limit(20));

        assertBroken(read(new SequenceInputStream(Collections.enumeration(bodies.toList()))));
    }

    @Test
    void passesOnThatTheBodyBrokeOff() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() ->
                        QueryBodyReader.read(new SequenceInputStream(bytes("{\"data\":{"), broken), new KnownLabels()))
                .isInstanceOf(IOException.class)
                .hasMessage("reset");
    }

    @Test
    void readsAnEmptyVectorAsNoRows() {
        assertThat(read(success("vector", "[]"))).isEqualTo(new Reply.Rows(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "+Inf,Infinity", "-Inf,-Infinity", "1e-7,1.0E-7", "0,0.0"})
    void readsEveryNumberOfPrometheus(String text, double value) {
        var reply = read(success("vector", "[{\"metric\":{\"is\":\"value\"},\"value\":[1,\"" + text + "\"]}]"));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Rows.class,
                        answer -> assertThat(answer.rows().getFirst().numbers(Fact.VALUE))
                                .containsExactly(value));
    }

    @Test
    void passesWarningsOn() {
        var reply = read("""
                {"status":"success","warnings":["cut at 1000\\nseries",null],"data":{"resultType":"vector","result":[]}}""");

        assertThat(reply).isEqualTo(new Reply.Rows(List.of(), List.of("cut at 1000 series")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html>login</html>",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"val",
                "{\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
            })
    void callsAnythingElseBroken(String body) {
        assertBroken(read(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matrix | [{\"metric\":{},\"values\":[[1,\"0\"]]}]",
                "string | [1,\"x\"]",
                "streams | []",
                "vector | [{\"metric\":{},\"histogram\":[1,{}]}]",
                "vector | [{\"metric\":{},\"value\":[1]}]",
                "vector | [{\"metric\":{},\"value\":[1,\"0x1p3\"]}]",
                "vector | [{\"metric\":{},\"value\":[1,null]}]",
                "vector | [null]",
                "vector | [7]",
                "vector | {}",
                "vector | [1,\"2\"]",
                "vector | [{\"metric\":{},\"value\":[1,\"2\",3]}]",
                "vector | [{\"metric\":{},\"value\":[1,\"1d\"]}]",
                "scalar | [{\"metric\":{},\"value\":[1,\"2\"]}]",
                "scalar | [1,\"3\"]"
            })
    void callsAResultThatIsNoNumbersBroken(String type, String result) {
        assertBroken(read(success(type, result)));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout,TIMEOUT",
        "bad_data,REJECTED",
        "execution,REJECTED",
        "too_many_requests,LIMITED",
        "unauthorized,UNAUTHORIZED",
        "forbidden,FORBIDDEN",
        "internal,SERVER_ERROR"
    })
    void seesTheErrorInsideOfASuccess(String type, Reason reason) {
        var reply = read("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"it was so\"}");

        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.problem().reason()).isEqualTo(reason);
            assertThat(refused.problem().message()).contains("it was so");
        });
    }

    private static void assertRows(Reply reply, Row... rows) {
        assertThat(reply).usingRecursiveComparison().isEqualTo(new Reply.Rows(List.of(rows), List.of()));
    }

    private static void assertBroken(Reply reply) {
        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.problem().reason()).isEqualTo(Reason.BROKEN_ANSWER);
            assertThat(refused.problem().message()).contains("SYSDIG_URL");
        });
    }

    private static String success(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}";
    }

    private static Reply read(String body) {
        return read(bytes(body));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply read(byte[] body) {
        return read(new ByteArrayInputStream(body));
    }

    private static Reply read(InputStream body) {
        try {
            return QueryBodyReader.read(body, new KnownLabels());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
