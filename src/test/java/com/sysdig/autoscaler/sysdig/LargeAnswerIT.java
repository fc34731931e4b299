package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sysdig.FaultServer.Script;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer for ten thousand workloads, 50,000 rows in 9 MB, over real HTTP. */
@QuarkusTest
@TestProfile(WithoutCluster.class)
class LargeAnswerIT {
    private static final int SECONDS = 60;
    private static final int ROWS = 10_000;
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    private final byte[] large = AnswerHotPath.answerForTenThousand();
    private final FaultServer server = FaultServer.http();
    private final SysdigClient client = client();
    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch rest = new CountDownLatch(1);

    @AfterEach
    void close() {
        rest.countDown();
        server.close();
    }

    @Test
    void smallQuestionIsAnsweredWhileALargeAnswerIsStillOnItsWay() throws Exception {
        server.answering(inHalves(), FaultServer.reply(200, SysdigClientIT.ONE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = CompletableFuture.supplyAsync(() -> client.ask("large", AT), threads);
            assertThat(half.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(rows(client.ask("small", AT))).isEqualTo(1);
            assertThat(slow).isNotDone();

            rest.countDown();
            assertThat(rows(slow.join())).isEqualTo(ROWS);
        }
    }

    private Script inHalves() {
        return exchange -> {
            exchange.sendResponseHeaders(200, large.length);
            exchange.getResponseBody().write(large, 0, large.length / 2);
            exchange.getResponseBody().flush();
            half.countDown();
            try {
                rest.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.getResponseBody().write(large, large.length / 2, large.length - large.length / 2);
        };
    }

    private static int rows(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Rows.class);
        return ((Reply.Rows) reply).rows().size();
    }

    private SysdigClient client() {
        var settings = new SysdigSettings(
                new Route(URI.create(server.uri() + "/prometheus"), null, null),
                new TokenOrigin.Value(new Token(SysdigClientIT.TOKEN)),
                Map.of(),
                Duration.ofSeconds(SECONDS),
                100);
        return new SysdigClient(
                settings, "sysdig-autoscaler/test", new HandClock(), new SysdigMeters(new SimpleMeterRegistry()));
    }
}
