package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.SysdigStandIn;
import com.sysdig.autoscaler.testbed.Testbed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real Prometheus behind Sysdig's paths: what it parses is what we sent. */
@QuarkusTest
@TestProfile(WithoutCluster.class)
class SysdigStandInQueryIT {
    private final SysdigStandIn sysdig = Testbed.shared().sysdig();
    private final InstantSource clock = InstantSource.system();

    @AfterEach
    void heal() {
        sysdig.heal();
    }

    @Test
    void getsLabelsAndNumberOfAnAwkwardQuery() {
        var promql =
                "label_replace(vector(1 + 1) * 3 != 7, \"a\", \"{x=\\\"é&+%41\\\"}\", \"\", \"\") or vector(5 % 3)";

        assertThat(ask(value(promql)))
                .isInstanceOfSatisfying(
                        Reply.Rows.class,
                        answer -> assertThat(answer.rows())
                                .anySatisfy(row -> {
                                    assertThat(row.labels()).isEqualTo(Map.of("a", "{x=\"é&+%41\"}"));
                                    assertThat(row.numbers(Fact.VALUE)).containsExactly(6.0);
                                })
                                .anySatisfy(row ->
                                        assertThat(row.numbers(Fact.VALUE)).containsExactly(2.0)));
    }

    @Test
    void evaluatesAtTheGivenSecond() {
        var at = clock.instant().minusSeconds(30);

        assertThat(client(SysdigStandIn.TOKEN).ask(value("vector(time())"), at))
                .isInstanceOfSatisfying(
                        Reply.Rows.class,
                        answer -> assertThat(answer.rows())
                                .singleElement()
                                .satisfies(row -> assertThat(row.numbers(Fact.VALUE))
                                        .containsExactly((double) at.getEpochSecond())));
    }

    @Test
    void tellsEmptyFromRefusedFromBroken() {
        assertThat(ask("no_such_metric")).isEqualTo(new Reply.Rows(List.of(), List.of()));
        assertReason("sum by (", Reason.REJECTED);
        assertReason("\"text\"", Reason.BROKEN_ANSWER);
        assertReason("time()", Reason.BROKEN_ANSWER);
        assertReason("up[1m]", Reason.BROKEN_ANSWER);
        sysdig.fail(new Fault.Garbage());
        assertReason("up", Reason.BROKEN_ANSWER);
    }

    @Test
    void tellsThatTheTokenIsWrong() {
        assertThat(client("another-token").ask("up", clock.instant()))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(Reason.UNAUTHORIZED));
    }

    private void assertReason(String promql, Reason reason) {
        assertThat(ask(promql))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(reason));
    }

    private static String value(String promql) {
        return "label_replace(" + promql + ",\"is\",\"value\",\"\",\"\")";
    }

    private Reply ask(String promql) {
        return client(SysdigStandIn.TOKEN).ask(promql, clock.instant());
    }

    private SysdigClient client(String token) {
        var settings = new SysdigSettings(
                new Route(URI.create(sysdig.uri() + "/prometheus"), null, null),
                new TokenOrigin.Value(new Token(token)),
                Map.of(),
                Duration.ofSeconds(10),
                100);
        return new SysdigClient(settings, "test", clock, new SysdigMeters(new SimpleMeterRegistry()));
    }
}
