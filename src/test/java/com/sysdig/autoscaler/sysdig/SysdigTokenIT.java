package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(WithoutCluster.class)
class SysdigTokenIT {
    private static final String TOKEN = SysdigClientIT.TOKEN;
    private static final String HEADER = "secret-of-a-header";
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    private final FaultServer server = FaultServer.http();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsNothingWithoutAToken() {
        server.answering(200, SysdigClientIT.ONE);
        var origins = List.of(
                new TokenOrigin.Nowhere(),
                new TokenOrigin.Value(new Token(" ")),
                new TokenOrigin.Value(new Token("two words")),
                new TokenOrigin.File(folder.resolve("none")));

        assertThat(origins)
                .allSatisfy(origin -> assertThat(client(origin).ask("m", AT))
                        .isInstanceOfSatisfying(
                                Reply.Refused.class,
                                refused ->
                                        assertThat(refused.problem().reason()).isEqualTo(Reason.UNAUTHORIZED)));
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void sendsTheTokenThatTheFileHoldsNow() throws IOException {
        server.answering(200, SysdigClientIT.ONE);
        var file = Files.writeString(folder.resolve("token"), "first\n");
        var client = client(new TokenOrigin.File(file));
        client.ask("m", AT);

        Files.writeString(file, "second-one\n");
        client.ask("m", AT);

        assertThat(server.seen())
                .extracting(seen -> seen.headers().getFirst("Authorization"))
                .containsExactly("Bearer first", "Bearer second-one");
    }

    @Test
    void namesTheFileWhoseTokenIsRefused() throws IOException {
        server.answering(401, "");
        var file = Files.writeString(folder.resolve("token"), "old");

        assertThat(client(new TokenOrigin.File(file)).ask("m", AT).toString()).contains(file.toString());
    }

    /** Servers that throw everything back, the log at its most talkative, and whatever prints itself. */
    @Test
    void showsTheTokenNowhere() {
        var echo = TOKEN + " " + HEADER;
        var client = client(new TokenOrigin.Value(new Token(TOKEN)));
        var shown = new ArrayList<String>();
        try (var log = CapturedLog.start()) {
            for (var script : echoing(echo)) {
                server.answering(script);
                shown.add(client.ask("m", AT).toString());
            }
            shown.addAll(log.lines());
        }
        shown.add(settings(new TokenOrigin.Value(new Token(TOKEN))).toString());

        assertThat(shown).hasSizeGreaterThan(20).noneMatch(line -> line.contains(TOKEN) || line.contains(HEADER));
        assertThat(server.seen()).hasSizeGreaterThan(10);
    }

    private static List<FaultServer.Script> echoing(String echo) {
        var error = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + echo + "\"}";
        var warning = "{\"status\":\"success\",\"warnings\":[\"" + echo
                + "\"],\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
        return Stream.concat(
                        Stream.of(200, 400, 401, 403, 404, 410, 422, 500)
                                .map(status -> FaultServer.reply(status, error)),
                        Stream.of(
                                FaultServer.reply(200, warning),
                                FaultServer.reply(200, echo),
                                FaultServer.cut(echo),
                                FaultServer.reply(302, "", "Location", "http://localhost:1/?t=" + TOKEN),
                                FaultServer.reply(429, error, "Retry-After", "0")))
                .toList();
    }

    private SysdigClient client(TokenOrigin token) {
        return new SysdigClient(settings(token), "test", new HandClock(), new SysdigMeters(new SimpleMeterRegistry()));
    }

    private SysdigSettings settings(TokenOrigin token) {
        return new SysdigSettings(
                new Route(URI.create(server.uri() + "/prometheus"), null, null),
                token,
                Map.of("X-Team-Key", HEADER),
                Duration.ofSeconds(10),
                100);
    }
}
