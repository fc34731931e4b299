package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.DirectClient;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The open path, as anybody may call it who reaches the port. */
class ReviewEndpointIT {
    private static final int AMBIGUOUS = 400;
    private static final int FORBIDDEN = 403;

    private static final String PATH = WorkloadReviews.PATH;
    private static final Testbed BED = Testbed.shared();

    private final DirectClient stranger = new DirectClient(BED.product().https().getPort(), List.of());

    @Test
    void reviewIsAnsweredWithoutAnIdentity() {
        var reply = post(PATH + "?timeout=5s", Bodies.review(Map.of("sysdig.com/scale-target", "lots")));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(reply.body()).contains("\"allowed\":false", "\"uid\":\"705ab4f5-6393-11e8-b7cc-42010a800002\"");
    }

    /** The other kind of the same name is managed: a refusal that only who knows the path of the registration gets. */
    @Test
    void whatWeRememberIsToldToApiServersOnly() {
        var namespace = BED.namespace("remembered");
        Workload.statefulSet(namespace, "web")
                .with("scale-metric", "queue_depth")
                .with("scale-target", "100")
                .with("scale-max-replicas", "10")
                .create(BED.kubernetes());
        var review = Bodies.review(Bodies.annotated(), request -> {
            request.put("namespace", namespace);
            Bodies.metadata(request).put("namespace", namespace);
        });
        var told = "the StatefulSet of the same name is scaled already";

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(post(registeredPath(), review).body()).contains(told));

        assertThat(post(PATH, review).body()).contains("\"allowed\":true");
        assertThat(post(PATH + "/" + "0".repeat(32), review).body()).contains("\"allowed\":true");
    }

    private static String registeredPath() {
        return BED.kubernetes()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("sysdig-autoscaler")
                .require()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getService()
                .getPath();
    }

    @Test
    void nothingElseIsOpen() {
        var review = Bodies.review(Bodies.annotated());
        for (var path : new String[] {
            PATH + "/",
            PATH + "/x",
            PATH + ";a=b",
            "/admission",
            "/admission/../apis",
            "/admission//workloads",
            "/%61dmission/workloads",
            "/Admission/Workloads"
        }) {
            assertThat(post(path, review).statusCode()).as(path).isIn(AMBIGUOUS, FORBIDDEN);
        }
        for (var method : new String[] {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
            assertThat(stranger.send(method, PATH, BodyPublishers.noBody()).statusCode())
                    .as(method)
                    .isEqualTo(FORBIDDEN);
        }
        assertThat(stranger.send(
                                "POST",
                                "/apis",
                                BodyPublishers.noBody(),
                                "X-HTTP-Method-Override",
                                "GET",
                                "X-Original-URL",
                                PATH)
                        .statusCode())
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void objectOfThreeMegabytesIsReviewed() {
        var large = Bodies.review(Map.of("sysdig.com/scale-target", "lots"), request -> {
            var containers = Bodies.spec(request).putArray("containers");
            IntStream.range(0, 3_000)
                    .forEach(i -> containers.addObject().put("name", "c" + i).put("command", "x".repeat(1_000)));
        });

        assertThat(large).hasSizeGreaterThan(3_000_000);
        assertThat(post(PATH, large).body()).contains("\"allowed\":false").contains("sysdig.com/scale-target");
    }

    @Test
    void hugeBodyIsRefused() {
        assertThat(post(PATH, new byte[11_000_000])).satisfies(reply -> assertStatus(reply, 413));
    }

    /** Over HTTP/2 the server ends the stream in a way that this client takes for a broken answer. */
    @Test
    void hugeBodyOfUnknownLengthIsRefused() {
        var older = new DirectClient(BED.product().https().getPort(), List.of(), HttpClient.Version.HTTP_1_1);
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[11_000_000]));

        var code = CompletableFuture.supplyAsync(
                        () -> older.send("POST", PATH, chunked, "Content-Type", "application/json")
                                .statusCode())
                .exceptionally(_ -> 413); // the server may hang up before all is sent

        assertThat(code.join()).isEqualTo(413);
        assertThat(post(PATH, Bodies.review(Bodies.annotated())).statusCode()).isEqualTo(200);
    }

    @Test
    void bodyThatIsNoJsonByItsTypeIsRefused() {
        var review = BodyPublishers.ofByteArray(Bodies.review(Bodies.annotated()));

        assertStatus(stranger.send("POST", PATH, review, "Content-Type", "application/vnd.kubernetes.protobuf"), 415);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenBodyIsABadRequest(String name, byte[] body) {
        assertStatus(post(PATH, body), 400);
    }

    static Stream<Arguments> broken() {
        var review = Bodies.review(Bodies.annotated());
        var text = new String(review, StandardCharsets.UTF_8);
        return Stream.of(
                        Map.entry("nothing", ""),
                        Map.entry("white space", "  \n"),
                        Map.entry("no JSON", "<html>"),
                        Map.entry("null", "null"),
                        Map.entry("an array", "[]"),
                        Map.entry("a string", "\"x\""),
                        Map.entry("an empty object", "{}"),
                        Map.entry("half of it", text.substring(0, text.length() / 2)),
                        Map.entry("two of it", text + text),
                        Map.entry("another version", text.replace("admission.k8s.io/v1", "admission.k8s.io/v1beta1")),
                        Map.entry("no uid", text.replace("\"uid\"", "\"guid\"")),
                        Map.entry(
                                "no request", "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}"),
                        Map.entry("deep", "[".repeat(5_000)))
                .map(entry -> Arguments.of(entry.getKey(), Bodies.bytes(entry.getValue())));
    }

    @Test
    void whatStrangersSendGrowsNoLabels() {
        post(PATH, Bodies.bytes("{}"));
        post(PATH + "/first", Bodies.bytes("{}"));
        post("/first", Bodies.bytes("{}"));
        var before = series();
        IntStream.range(0, 20).forEach(i -> {
            post(PATH, Bodies.bytes("{\"apiVersion\":\"v" + i + "\"}"));
            post(PATH + "/" + i, Bodies.bytes("{}"));
        });

        assertThat(series()).isEqualTo(before);
        assertThat(BED.product().managed("/q/metrics"))
                .contains("sysdig_autoscaler_admission_reviews_total{outcome=\"unreadable\"}");
    }

    /** Of what strangers send: the API server asks for other things, and each for the first time at its own pace. */
    private static long series() {
        return BED.product()
                .managed("/q/metrics")
                .lines()
                .filter(line -> line.contains("method=\"POST\"") || line.startsWith("sysdig_autoscaler_admission"))
                .count();
    }

    private HttpResponse<String> post(String path, byte[] body) {
        return stranger.send(
                "POST",
                path,
                BodyPublishers.ofByteArray(body),
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, */*");
    }

    private static void assertStatus(HttpResponse<String> reply, int code) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(code);
        assertThat(reply.body()).startsWith("{\"kind\":\"Status\"").contains("\"code\":" + code);
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("application/json");
    }
}
