package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.sample.Allowance;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WithoutCluster.class)
class SysdigClientIT {
    static final String TOKEN = "0b5e1d2a-1111-2222-3333-444455556666";
    static final String ONE = """
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"is":"value","a":"b"},"value":[1700760261.074,"0.5"]}]}}""";
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00.987Z");

    private final HandClock clock = new HandClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FaultServer server = FaultServer.http();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (kube_workload_name) (rate(m_total{code=~\"5..|a+b\",x!=\"1&2\"}[2m])) * 100 % 7",
                "vector(1) # %41 %2B {0} ${x} é \n ; / ? \\ ' <> ^ ` | 😀"
            })
    void sendsTheQueryWholeWhateverIsInIt(String promql) {
        server.answering(200, ONE);

        assertThat(client(server.uri()).ask(promql, AT)).isInstanceOf(Reply.Rows.class);

        var target = server.seen().getFirst().target();
        assertThat(target).startsWith("/prometheus/api/v1/query?").matches("[A-Za-z0-9/?&=%._~*+-]+");
        assertThat(parameter(target, "query")).isEqualTo(promql);
        assertThat(parameter(target, "time")).isEqualTo("1795608000");
        assertThat(parameter(target, "timeout")).isEqualTo("5s");
    }

    @Test
    void hearsFromEachAnswerHowFarTheClocksAreApart() {
        server.answering(200, ONE);
        var client = client(server.uri());

        client.ask("m", AT);

        var apart = Duration.between(InstantSource.system().instant(), clock.instant());
        assertThat(client.skew().ahead()).isCloseTo(apart, Duration.ofMinutes(1));
        assertThat(registry.get("sysdig.autoscaler.clock.ahead").gauge().value())
                .isEqualTo(client.skew().ahead().toMillis() / 1000.0);
    }

    @Test
    void saysWhoAsksAndWhatItUnderstands() {
        server.answering(200, ONE);

        client(server.uri()).ask("m", AT);

        var headers = server.seen().getFirst().headers();
        assertThat(headers.get("Authorization")).containsExactly("Bearer " + TOKEN);
        assertThat(headers.get("IBMInstanceID")).containsExactly("instance-1234");
        assertThat(headers.get("User-Agent")).containsExactly("sysdig-autoscaler/test");
        assertThat(headers.get("Accept")).containsExactly("application/json");
        assertThat(headers.getFirst("Accept-Encoding")).contains("gzip");
    }

    @Test
    void readsACompressedAnswer() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(ONE.getBytes(StandardCharsets.UTF_8));
        }
        server.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.size());
            bytes.writeTo(exchange.getResponseBody());
        });

        assertThat(client(server.uri()).ask("m", AT))
                .usingRecursiveComparison()
                .isEqualTo(new Reply.Rows(List.of(new Row(Map.of("a", "b")).add(Fact.VALUE, 0.5)), List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectSoThatNobodyElseSeesTheToken(int status) {
        try (var elsewhere = FaultServer.http().answering(200, ONE)) {
            server.answering(status, "", "Location", elsewhere.uri() + "/prometheus/api/v1/query");

            var problem = refused(client(server.uri()).ask("m", AT));

            assertThat(problem.reason()).isEqualTo(Reason.BROKEN_ANSWER);
            assertThat(problem.message()).contains("redirects", "SYSDIG_URL");
            assertThat(elsewhere.seen()).isEmpty();
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void triesAgainWhereSysdigFailed() {
        server.answering(FaultServer.reply(503, "<html>"), FaultServer.reply(200, ONE));

        assertThat(client(server.uri()).ask("m", AT)).isInstanceOf(Reply.Rows.class);
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void givesUpAfterTwoFurtherAttempts() {
        server.answering(500, "{\"status\":\"error\",\"errorType\":\"server_error\",\"error\":\"out of order\"}");

        var problem = refused(client(server.uri()).ask("m", AT));

        assertThat(problem.reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(problem.message()).contains("500", "out of order");
        assertThat(server.seen()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422})
    void doesNotRepeatWhatWasRefused(int status) {
        server.answering(status, "{}");

        refused(client(server.uri()).ask("m", AT));

        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void leavesSysdigAloneUntilRetryAfterHasElapsed() {
        server.answering(
                FaultServer.reply(
                        429, "{\"type\":\"too_many_requests\",\"message\":\"Too many requests\"}", "Retry-After", "7"),
                FaultServer.reply(200, ONE));
        var client = client(server.uri());

        var first = refused(client.ask("m", AT));
        clock.forward(Duration.ofMillis(6_999));
        var second = refused(client.ask("m", AT));

        assertThat(first.reason()).isEqualTo(Reason.LIMITED);
        assertThat(first.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(second.reason()).isEqualTo(Reason.LIMITED);
        assertThat(second.retryAfter()).isEqualTo(Duration.ofMillis(1));
        assertThat(server.seen()).hasSize(1);

        clock.forward(Duration.ofMillis(1));
        assertThat(client.ask("m", AT)).isInstanceOf(Reply.Rows.class);
    }

    @Test
    void leavesTheBudgetsLastRequestsToFirstAttempts() {
        server.answering(500, "");
        var client = client(server.uri(), new TokenOrigin.Value(new Token(TOKEN)), 4 * SysdigClient.AT_ONCE);

        var problem = refused(client.ask("m", AT));

        assertThat(problem.reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(server.seen()).hasSize(1);
        assertThat(client.allowance()).isEqualTo(new Allowance(SysdigClient.AT_ONCE - 1, 4 * SysdigClient.AT_ONCE));
    }

    @Test
    void doesNotHammerAServerThatFailedInSpiteOfFurtherAttempts() {
        server.answering(500, "");
        var client = client(server.uri());
        client.ask("m", AT);
        client.ask("m", AT);
        assertThat(server.seen()).hasSize(3 + 1);

        server.answering(FaultServer.reply(200, ONE), FaultServer.reply(500, ""), FaultServer.reply(200, ONE));
        client.ask("m", AT);
        assertThat(client.ask("m", AT)).isInstanceOf(Reply.Rows.class);
    }

    @Test
    void sendsNothingAtItsOwnCeiling() {
        server.answering(200, ONE);
        var client = client(server.uri(), new TokenOrigin.Value(new Token(TOKEN)), 4);

        assertThat(client.ask("m", AT)).isInstanceOf(Reply.Rows.class);
        var problem = refused(client.ask("m", AT));

        assertThat(problem.reason()).isEqualTo(Reason.LIMITED);
        assertThat(problem.retryAfter()).isEqualTo(RequestBudget.WINDOW.dividedBy(4));
        assertThat(client.allowance()).isEqualTo(new Allowance(0, 4));
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void heedsALowerLimitOfSysdig() {
        server.answering(200, ONE, "X-RateLimit-Limit", "1");
        var client = client(server.uri());

        assertThat(client.ask("m", AT)).isInstanceOf(Reply.Rows.class);
        assertThat(refused(client.ask("m", AT)).reason()).isEqualTo(Reason.LIMITED);
        assertThat(server.seen()).hasSize(1);
        assertThat(registry.get("sysdig.autoscaler.requests.limit").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void givesUpOnAServerThatSaysNothing() {
        server.answering(server.silence());

        assertThat(refused(client(server.uri()).ask("m", AT)).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void givesUpOnABodyThatDoesNotCome() {
        server.answering(server.headOnly());

        assertThat(refused(client(server.uri()).ask("m", AT)).reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void stopsReadingABodyWithoutEnd() {
        server.answering(FaultServer.endless());

        assertThat(refused(client(server.uri()).ask("m", AT)).reason()).isIn(Reason.BROKEN_ANSWER, Reason.TIMEOUT);
    }

    @Test
    void triesAgainWhereTheBodyBreaksOff() {
        server.answering(FaultServer.cut("{\"status\":"), FaultServer.reply(200, ONE));

        assertThat(client(server.uri()).ask("m", AT)).isInstanceOf(Reply.Rows.class);
    }

    @Test
    void namesTheSettingWhereNobodyListens() {
        server.close();

        var problem = refused(client(server.uri()).ask("m", AT));

        assertThat(problem.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(problem.message()).contains("localhost cannot be reached", "SYSDIG_URL");
    }

    @Test
    void namesAHostThatDoesNotExist() {
        var problem = refused(client(URI.create("http://sysdig.invalid")).ask("m", AT));

        assertThat(problem.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(problem.message()).contains("sysdig.invalid cannot be resolved");
    }

    @Test
    void countsQueriesAndRequestsApart() {
        server.answering(FaultServer.reply(503, ""), FaultServer.reply(200, ONE));

        client(server.uri()).ask("m", AT);

        assertThat(registry.get("sysdig.autoscaler.requests").counter().count()).isEqualTo(2);
        assertThat(registry.get("sysdig.autoscaler.query")
                        .tag("outcome", "answered")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    private SysdigClient client(URI url) {
        return client(url, new TokenOrigin.Value(new Token(TOKEN)), 100);
    }

    private SysdigClient client(URI url, TokenOrigin token, int perMinute) {
        var settings = new SysdigSettings(
                new Route(URI.create(url + "/prometheus"), null, null),
                token,
                Map.of("IBMInstanceID", "instance-1234"),
                Duration.ofSeconds(5),
                perMinute);
        return new SysdigClient(settings, "sysdig-autoscaler/test", clock, new SysdigMeters(registry));
    }

    private static SourceProblem refused(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return ((Reply.Refused) reply).problem();
    }

    private static String parameter(String target, String name) {
        var start = target.indexOf(name + "=") + name.length() + 1;
        var end = target.indexOf('&', start);
        return URLDecoder.decode(target.substring(start, end < 0 ? target.length() : end), StandardCharsets.UTF_8);
    }
}
