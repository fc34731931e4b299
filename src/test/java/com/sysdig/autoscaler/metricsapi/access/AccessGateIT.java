package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.access.Reviews.TokenAnswer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between a real server and callers who do not wait for the review of their token. */
class AccessGateIT {
    private static final String PATH = "/apis/external.metrics.k8s.io/v1beta1/namespaces/a/";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final ScriptedReviews reviews = new ScriptedReviews();
    private final Queue<String> left = new ConcurrentLinkedQueue<>();
    private final Queue<String> admitted = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() {
        var filters = new Filters();
        gate().register(filters);
        var router = Router.router(vertx);
        router.route().handler(context -> {
            context.response().closeHandler(_ -> left.add(context.request().path()));
            context.next();
        });
        router.route().handler(filters.getFilters().getFirst().getHandler());
        router.route().handler(this::admitted);
        server = join(vertx.createHttpServer().requestHandler(router).listen(0));
    }

    @AfterEach
    void stop() {
        reviews.goOn();
        join(vertx.close());
    }

    /** Its stream is over, and whatever reads on fails as if by a defect. */
    @Test
    void requestIsLeftAloneWhoseCallerIsGone() {
        reviews.answer(new TokenAnswer.Accepted(new Caller("ann", null, List.of(), Map.of())));
        reviews.hang();
        var impatient = request("impatient");
        await().atMost(PATIENCE).until(() -> !reviews.asked().isEmpty());
        impatient.reset();
        await().atMost(PATIENCE).until(() -> !left.isEmpty());
        reviews.goOn();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(join(request("patient").response()).statusCode())
                                .isEqualTo(200));
        assertThat(admitted).contains(PATH + "patient").doesNotContain(PATH + "impatient");
    }

    private HttpClientRequest request(String metric) {
        var request = join(client.request(HttpMethod.GET, server.actualPort(), "localhost", PATH + metric));
        request.putHeader("Authorization", "Bearer secret").send();
        return request;
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private void admitted(RoutingContext context) {
        admitted.add(context.request().path());
        context.end();
    }

    private AccessGate gate() {
        var clock = InstantSource.system();
        var meters = new AccessMeters(new SimpleMeterRegistry());
        var frontProxy = new FrontProxy(clock);
        var users = new CertificateUsers(clock);
        var permissions = new Permissions(reviews, meters, clock);
        var door = new OpenDoor("POST", Pattern.compile("/open"), Set.of());
        return new AccessGate(
                new Entrance(frontProxy, users, new TokenUsers(reviews, meters, clock), permissions),
                meters,
                door,
                new Doorkeeper(door, frontProxy, users),
                new ReplicasDoor(Set.of(), _ -> false));
    }
}
