package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One answer for ten thousand workloads: once per interval and metric. */
@State(Scope.Benchmark)
public class AnswerHotPath {
    private static final int WORKLOADS = 10_000;
    private static final Instant AT = Instant.ofEpochSecond(1_780_000_000);

    private final AnswerMaker maker = new AnswerMaker(Duration.ofSeconds(10));
    private final KnownLabels labels = new KnownLabels();
    private byte[] body = {};
    private Reply reply = new Reply.Rows(List.of(), List.of());
    private List<PlannedQuery> plan = List.of();

    @Setup
    public void answer() throws IOException {
        body = answerForTenThousand();
        reply = QueryBodyReader.read(new ByteArrayInputStream(body), labels);
        var questions = IntStream.range(0, WORKLOADS)
                .mapToObj(i -> (Question) Questions.wanted("team-" + i % 100, "web-" + i))
                .collect(Collectors.toSet());
        plan = new QueryPlanner("prod", Duration.ofSeconds(10), new Splits(InstantSource.system())).plan(questions);
    }

    @Benchmark
    public Reply readTenThousand() throws IOException {
        return QueryBodyReader.read(new ByteArrayInputStream(body), labels);
    }

    @Benchmark
    public Map<Question, Answer> splitTenThousand() {
        return maker.answers(plan.getFirst(), reply, AT);
    }

    /** Five facts of each workload: 50,000 rows. */
    static byte[] answerForTenThousand() {
        return Stream.of("value", "samples", "time", "pods", "series")
                .flatMap(fact -> IntStream.range(0, WORKLOADS).mapToObj(i -> row(fact, i)))
                .collect(Collectors.joining(
                        ",", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[", "]}}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String row(String fact, int i) {
        return """
                {"metric":{"is":"%s","kube_cluster_name":"prod","kube_namespace_name":"team-%d","kube_workload_name":"web-%d",\
                "kube_workload_type":"deployment"},"value":[%d,"%s"]}""".formatted(fact, i % 100, i, AT.getEpochSecond(), fact.equals("time") ? AT.getEpochSecond() - 5 : 12);
    }
}
