package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS with real certificates, and a real tunnel. */
@QuarkusTest
@TestProfile(WithoutCluster.class)
class SysdigRouteIT {
    private static final String TOKEN = SysdigClientIT.TOKEN;
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void sendsNothingToAServerWithoutATrustedCertificate() throws Exception {
        try (var server = FaultServer.https(ServerIdentity.create(folder).context())) {
            server.answering(200, SysdigClientIT.ONE);

            var reply = client(server.uri(), null, null).ask("m", AT);

            assertRefused(reply, "SYSDIG_CA_FILE");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void trustsTheAuthorityOfTheCaFileAndItsSuccessor() throws Exception {
        var first = ServerIdentity.create(folder);
        var second = ServerIdentity.create(folder);
        var caFile = Files.writeString(folder.resolve("ca.crt"), first.pem());
        try (var server = FaultServer.https(first.context());
                var renewed = FaultServer.https(second.context())) {
            server.answering(200, SysdigClientIT.ONE);
            renewed.answering(200, SysdigClientIT.ONE);
            var client = client(server.uri(), caFile, null);
            var other = client(renewed.uri(), caFile, null);
            assertThat(client.ask("m", AT)).isInstanceOf(Reply.Rows.class);
            assertRefused(other.ask("m", AT), "SYSDIG_CA_FILE");

            Files.writeString(caFile, first.pem() + second.pem());

            assertThat(client.ask("m", AT)).isInstanceOf(Reply.Rows.class);
            assertThat(other.ask("m", AT)).isInstanceOf(Reply.Rows.class);
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        var identity = ServerIdentity.create(folder);
        var caFile = Files.writeString(folder.resolve("ca.crt"), identity.pem());
        try (var server = FaultServer.https(identity.context())) {
            server.answering(200, SysdigClientIT.ONE);
            var byAddress = URI.create("https://127.0.0.1:" + server.uri().getPort());

            assertRefused(client(byAddress, caFile, null).ask("m", AT), "SYSDIG_CA_FILE");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void namesACaFileThatIsNone() throws Exception {
        var caFile = Files.writeString(folder.resolve("ca.crt"), "hello");

        assertRefused(client(URI.create("https://localhost:1"), caFile, null).ask("m", AT), "SYSDIG_CA_FILE");
        assertRefused(
                client(URI.create("https://localhost:1"), folder.resolve("none"), null)
                        .ask("m", AT),
                "SYSDIG_CA_FILE");
    }

    @Test
    void showsTheTokenToSysdigBehindAProxyAndNotToTheProxy() throws Exception {
        var identity = ServerIdentity.create(folder);
        var caFile = Files.writeString(folder.resolve("ca.crt"), identity.pem());
        try (var server = FaultServer.https(identity.context());
                var proxy = ForwardProxy.start()) {
            server.answering(200, SysdigClientIT.ONE);
            var route = new Route.Proxy("localhost", proxy.port(), "user", "pass-word");

            assertThat(client(server.uri(), caFile, route).ask("m", AT)).isInstanceOf(Reply.Rows.class);

            assertThat(proxy.heads())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("CONNECT localhost:" + server.uri().getPort())
                    .containsIgnoringCase("Proxy-Authorization: Basic dXNlcjpwYXNzLXdvcmQ=")
                    .doesNotContain(TOKEN, "Bearer");
            assertThat(server.seen().getFirst().headers().getFirst("Authorization"))
                    .isEqualTo("Bearer " + TOKEN);
        }
    }

    @Test
    void namesAProxyThatIsAway() throws Exception {
        int port;
        try (var proxy = ForwardProxy.start()) {
            port = proxy.port();
        }
        var route = new Route.Proxy("localhost", port, null, null);

        assertRefused(client(URI.create("https://localhost:1"), null, route).ask("m", AT), "SYSDIG_PROXY");
    }

    private static void assertRefused(Reply reply, String word) {
        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.problem().reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(refused.problem().message()).contains(word).doesNotContain("pass-word", TOKEN);
        });
    }

    private static SysdigClient client(URI url, Path caFile, Route.Proxy proxy) {
        var settings = new SysdigSettings(
                new Route(URI.create(url + "/prometheus"), caFile, proxy),
                new TokenOrigin.Value(new Token(TOKEN)),
                Map.of(),
                Duration.ofSeconds(10),
                100);
        return new SysdigClient(settings, "test", new HandClock(), new SysdigMeters(new SimpleMeterRegistry()));
    }
}
