package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.ServingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomMetricsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:30Z");
    private static final Instant TAKEN = NOW.minusSeconds(9);
    private static final String METRIC = "sysdig_container_net_http_request_count";
    private static final ObjectPath.Pods PODS = new ObjectPath.Pods("shop", METRIC);

    private final Subscriptions subscriptions =
            new Subscriptions(() -> NOW, new Subscriptions.Caps(3, 10, 10, 100), Duration.ofMinutes(10));
    private final AnswerStore answers = new AnswerStore(Duration.ofSeconds(45));
    private final ObjectMetrics objects = new ObjectMetrics(
            new HandWritten(subscriptions, answers, new ServingRule(Duration.ofSeconds(75)), () -> NOW));
    private PodNames.Listed listed = new PodNames.Listed.Names(List.of("web-1", "web-2"));
    private final CustomMetrics metrics =
            new CustomMetrics(true, objects, (_, _) -> CompletableFuture.completedFuture(listed));

    @Test
    void podsWithoutDataAreLeftOut() {
        read("app=web");
        answer(pod("web-2"), 1_500);

        assertThat(read("app=web")).isInstanceOfSatisfying(ObjectReading.Found.class, found -> {
            assertThat(found.metric()).isEqualTo(METRIC);
            assertThat(found.window()).isEqualTo(Duration.ofMinutes(2));
            assertThat(found.values()).singleElement().satisfies(value -> {
                assertThat(value.name()).isEqualTo("web-2");
                assertThat(value.value().amount()).isEqualTo(new Amount(1_500));
            });
        });
    }

    @Test
    void noDataOfAnyPodIsAnError() {
        assertRefused(read("app=web"), Refusal.NOT_ASKED_YET, METRIC, "any of 2 pods of namespace shop");
        subscriptions.get().forEach(question -> answers.put(Map.of(question, new Answer.Empty(NOW))));

        assertRefused(read("app=web"), Refusal.NO_DATA, "Sysdig has no series");
    }

    @Test
    void noPodIsAnErrorAndSubscribesToNothing() {
        listed = new PodNames.Listed.Names(List.of());

        assertRefused(read("app=web"), Refusal.UNKNOWN_OBJECT, "no pod of namespace shop");
        assertThat(subscriptions.get()).isEmpty();
    }

    @Test
    void podsThatCouldNotBeListedAreAnError() {
        listed = new PodNames.Listed.Unknown("the API server is away");

        assertRefused(read("app=web"), Refusal.PODS_UNLISTED, "namespace shop", "the API server is away");
        assertRefused(read("app in ("), Refusal.MALFORMED_SELECTOR, "expected");
    }

    @Test
    void podsThatAreNotListedInTimeAreAnErrorAtOnce() {
        var never = new CustomMetrics(true, objects, (_, _) -> new CompletableFuture<>());

        assertThat(never.read(PODS, "app=web", "", Duration.ZERO))
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(reading -> assertRefused(reading, Refusal.PODS_UNLISTED, "not list them in time"));
    }

    @Test
    void onePodTooManySubscribesToNone() {
        listed = new PodNames.Listed.Names(java.util.stream.IntStream.range(0, 11)
                .mapToObj(i -> "web-" + i)
                .toList());

        assertRefused(read("app=web"), Refusal.TOO_MANY, "\"shop\"");
        assertThat(subscriptions.get()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DEPLOYMENT,DEPLOYMENT", "STATEFUL_SET,STATEFUL_SET"})
    void workloadsAreAskedAsAnnotatedOnesAre(Described described, WorkloadKind kind) {
        metrics.read(new ObjectPath.One(described, "shop", "web", METRIC), "");

        assertThat(subscriptions.get()).singleElement().isInstanceOfSatisfying(Question.OfWorkload.class, asked -> {
            assertThat(asked.workload()).isEqualTo(new Workload(kind, "shop", "web"));
            assertThat(asked.shape().aggregation()).isEqualTo(Aggregation.Basic.SUM);
            assertThat(asked.shape().function()).isEqualTo(MetricFunction.DELTA_RATE);
        });
    }

    @Test
    void oldAdaptersServiceIsAWorkloadAskedForAveragesAndAnsweredUnderItsOwnName() {
        var path = new ObjectPath.One(Described.SERVICE, "shop", "statefulset;web", "net.http.request.count");
        metrics.read(path, "");

        var asked = (Question.OfWorkload) subscriptions.get().iterator().next();
        assertThat(asked.workload()).isEqualTo(new Workload(WorkloadKind.STATEFUL_SET, "shop", "web"));
        assertThat(asked.shape().metric()).isEqualTo(METRIC);
        assertThat(asked.shape().aggregation()).isEqualTo(Aggregation.Basic.AVG);
        assertThat(asked.shape().function()).isEqualTo(MetricFunction.AVG);

        answer(asked, 2_000);
        assertThat(metrics.read(path, "")).isInstanceOfSatisfying(ObjectReading.Found.class, found -> {
            assertThat(found.metric()).isEqualTo("net.http.request.count");
            assertThat(found.values()).singleElement().satisfies(value -> {
                assertThat(value.of()).isEqualTo(Described.SERVICE);
                assertThat(value.name()).isEqualTo("statefulset;web");
            });
        });
    }

    /** What halves queries by names knows no others, and would end asking for everybody. */
    @ParameterizedTest
    @CsvSource({"WEB,shop", "we^b,shop", "-web,shop", "web,sh|op"})
    void namesThatNoObjectCanHaveAreNotAsked(String name, String namespace) {
        assertRefused(
                metrics.read(new ObjectPath.One(Described.DEPLOYMENT, namespace, name, METRIC), ""),
                Refusal.UNKNOWN_OBJECT,
                "is no name of an object");
        assertRefused(
                metrics.read(new ObjectPath.One(Described.SERVICE, namespace, "deployment;" + name, METRIC), ""),
                Refusal.UNKNOWN_OBJECT,
                "means no workload");
        assertThat(subscriptions.get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"job;web", "Deployment;web", ";web", "deployment;"})
    void otherNamesWithASemicolonMeanNothing(String name) {
        assertRefused(
                metrics.read(new ObjectPath.One(Described.SERVICE, "shop", name, METRIC), ""),
                Refusal.UNKNOWN_OBJECT,
                "deployment;<name>");
        assertThat(subscriptions.get()).isEmpty();
    }

    @Test
    void unknownLegacyNamesAreErrorsThatSaySo() {
        assertRefused(
                metrics.read(new ObjectPath.One(Described.SERVICE, "shop", "deployment;web", "net.http.what"), ""),
                Refusal.UNKNOWN_SELECTOR,
                "is not a legacy metric name of Sysdig");
    }

    @Test
    void nothingIsServedNorAskedWhileItIsSwitchedOff() {
        var off = new CustomMetrics(false, objects, (_, _) -> CompletableFuture.failedFuture(new AssertionError()));

        assertRefused(
                off.read(PODS, "", "", Duration.ZERO).toCompletableFuture().join(),
                Refusal.SWITCHED_OFF,
                "autoscaler.custom-metrics=true");
        assertRefused(
                off.read(new ObjectPath.One(Described.POD, "shop", "web-1", METRIC), ""),
                Refusal.SWITCHED_OFF,
                "autoscaler.custom-metrics=true");
        assertThat(subscriptions.get()).isEmpty();
    }

    private ObjectReading read(String podSelector) {
        return metrics.read(PODS, podSelector, "", Duration.ofSeconds(30))
                .toCompletableFuture()
                .join();
    }

    private Question pod(String name) {
        return subscriptions.get().stream()
                .filter(question -> question instanceof Question.OfObject(var kind, var namespace, var pod, var _)
                        && kind == ObjectKind.POD
                        && namespace.equals("shop")
                        && pod.equals(name))
                .findAny()
                .orElseThrow();
    }

    private void answer(Question question, long thousandths) {
        answers.put(Map.of(
                question,
                new Answer.Fresh(new Amount(thousandths), new Answer.Facts(12L, TAKEN, 1L, 1L), NOW.minusSeconds(5))));
    }

    private static void assertRefused(ObjectReading reading, Refusal reason, String... parts) {
        assertThat(reading).isInstanceOfSatisfying(ObjectReading.Refused.class, refused -> {
            assertThat(refused.why().reason()).as(refused.why().message()).isEqualTo(reason);
            assertThat(refused.why().message()).contains(parts);
        });
    }
}
