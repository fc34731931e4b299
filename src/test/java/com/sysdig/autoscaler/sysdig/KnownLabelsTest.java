package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownLabelsTest {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final HandClock clock = new HandClock();
    private final AnswerReader reader =
            new AnswerReader(new RequestBudget(60, () -> 1, clock), clock, "the token", new ClockSkew());

    @Test
    void labelsOfAWorkloadAreHeldForTheNextAnswer() {
        var labels = labels("web");

        assertThat(labels("web"))
                .isSameAs(labels)
                .isEqualTo(Map.of(
                        "kube_cluster_name", "prod",
                        "kube_namespace_name", "shop",
                        "kube_workload_type", "deployment",
                        "kube_workload_name", "web"));
    }

    @Test
    void labelsThatNoAnswerHadForTwentyMinutesAreForgotten() {
        var gone = labels("gone");
        var there = labels("there");
        clock.forward(KEPT);
        labels("there");
        clock.forward(KEPT);

        assertThat(labels("there")).isSameAs(there);
        assertThat(labels("gone")).isEqualTo(gone).isNotSameAs(gone);
    }

    @Test
    void labelsThatAnAnswerHadTenMinutesAgoAreHeldHoweverManyAnswersCameSince() {
        var labels = labels("web");
        for (int minute = 0; minute < 10; minute++) {
            clock.forward(Duration.ofMinutes(1));
            labels("other");
        }

        assertThat(labels("web")).isSameAs(labels);
    }

    @Test
    void labelsAreForgottenAlsoAfterTheClockWasPutBack() {
        clock.forward(Duration.ofDays(365));
        var gone = labels("gone");
        clock.back(Duration.ofDays(365));
        labels("there");
        clock.forward(KEPT);

        assertThat(labels("gone")).isEqualTo(gone).isNotSameAs(gone);
    }

    @Test
    void olderLabelsAreNotKeptOnWhereThereAreTooMany() {
        readTwentyThousand("web-");
        clock.forward(KEPT);
        readTwentyThousand("api-");
        var old = labels("web-0");
        clock.forward(KEPT);

        assertThat(labels("web-0")).isEqualTo(old).isNotSameAs(old);
    }

    @Test
    void moreThanAreHeldStillMakeOneRowOfTheirAnswer() {
        readTwentyThousand("web-");

        var rows = read(Stream.of(element("beyond"), element("other"), element("beyond")));

        assertThat(rows).hasSize(2);
        assertThat(labels("beyond"))
                .isEqualTo(rows.getFirst().labels())
                .isNotSameAs(rows.getFirst().labels());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\",\"e\":\"5\"}",
                "{\"a\":\"1\",\"a\":\"2\",\"a\":\"3\",\"a\":\"4\",\"a\":\"5\"}"
            })
    void moreLabelsThanAWorkloadHasAreNotHeld(String metric) {
        assertNotHeld(metric);
    }

    @Test
    void longLabelsAreNotHeld() {
        assertNotHeld("{\"a\":\"" + "x".repeat(512) + "\"}");
    }

    private void assertNotHeld(String metric) {
        var labels = read(Stream.of(withLabels(metric))).getFirst().labels();

        assertThat(read(Stream.of(withLabels(metric))).getFirst().labels())
                .isEqualTo(labels)
                .isNotSameAs(labels);
    }

    private void readTwentyThousand(String prefix) {
        read(IntStream.range(0, 20_000).mapToObj(i -> element(prefix + i)));
    }

    private Map<String, String> labels(String workload) {
        return read(Stream.of(element(workload))).getFirst().labels();
    }

    private static String element(String workload) {
        return withLabels("""
                {"is":"value","kube_cluster_name":"prod","kube_namespace_name":"shop",\
                "kube_workload_type":"deployment","kube_workload_name":"%s"}""".formatted(workload));
    }

    private static String withLabels(String metric) {
        return "{\"metric\":" + metric + ",\"value\":[1780000000,\"1\"]}";
    }

    private List<Row> read(Stream<String> elements) {
        var body = elements.collect(Collectors.joining(
                ",", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[", "]}}"));
        try {
            var answer = RestResponse.ok((InputStream) new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
            return ((Reply.Rows) reader.read(answer)).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
