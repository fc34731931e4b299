package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownLabelsTest {
    private static final Instant AT = Instant.ofEpochSecond(1_780_000_000);

    private final KnownLabels known = new KnownLabels();

    @Test
    void labelsOfTheNextAnswerAreThoseThatAreHeldAlready() {
        var first = rows("web");

        assertThat(rows("web").getFirst().labels())
                .isSameAs(first.getFirst().labels())
                .isEqualTo(Map.of("kube_workload_name", "web"));
    }

    @Test
    void labelsAreForgottenThatNoAnswerHadForTenMinutesAndMore() {
        known.forgetOld(AT);
        var gone = rows("gone").getFirst().labels();
        var there = rows("there").getFirst().labels();
        known.forgetOld(AT.plus(Duration.ofMinutes(10)));
        rows("there");
        known.forgetOld(AT.plus(Duration.ofMinutes(20)));

        assertThat(rows("there").getFirst().labels()).isSameAs(there);
        assertThat(rows("gone").getFirst().labels()).isEqualTo(gone).isNotSameAs(gone);
    }

    @Test
    void labelsAreKeptForLessThanTenMinutesEvenIfEachAnswerAsksToForget() {
        known.forgetOld(AT);
        var labels = rows("web").getFirst().labels();
        IntStream.range(0, 9).forEach(minute -> known.forgetOld(AT.plus(Duration.ofMinutes(minute))));

        assertThat(rows("web").getFirst().labels()).isSameAs(labels);
    }

    @Test
    void moreThanAreKeptAreStillSharedWithinTheirAnswer() {
        rows(IntStream.range(0, 20_000).mapToObj(i -> "web-" + i).toArray(String[]::new));

        var twice = rows("beyond", "other", "beyond");

        assertThat(twice.getLast().labels()).isSameAs(twice.getFirst().labels());
        assertThat(rows("beyond").getFirst().labels())
                .isEqualTo(twice.getFirst().labels())
                .isNotSameAs(twice.getFirst().labels());
    }

    @Test
    void rowsWithMoreLabelsThanAWorkloadHasAreNotHeld() {
        var element = """
                {"metric":{"is":"value","a":"1","b":"2","c":"3","d":"4","e":"5"},"value":[1780000000,"1"]}""";
        var labels = read(element).getFirst().labels();

        assertThat(read(element).getFirst().labels()).isEqualTo(labels).isNotSameAs(labels);
    }

    private List<Row> rows(String... workloads) {
        return read(Stream.of(workloads).map("""
                        {"metric":{"kube_workload_name":"%s"},"value":[1780000000,"1"]}"""::formatted).collect(Collectors.joining(",")));
    }

    private List<Row> read(String elements) {
        var body = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + elements + "]}}";
        try {
            var reply = QueryBodyReader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), known);
            return ((Reply.Rows) reply).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
