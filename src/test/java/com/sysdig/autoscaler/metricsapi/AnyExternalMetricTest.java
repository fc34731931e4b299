package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Served;
import com.sysdig.autoscaler.sample.ServingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnyExternalMetricTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:30Z");

    private static final Duration KEPT = Duration.ofMinutes(10);

    private Instant now = START;
    private final Subscriptions subscriptions =
            new Subscriptions(() -> now, new Subscriptions.Caps(2, 10, 10, 100), KEPT);
    private final Catalog catalog = new Catalog(
            new AnnotationParser(new AnnotationSettings("prod", 1, null, 100, false, RawQueries.NAMESPACED)),
            new QuestionMaker("prod", true),
            subscriptions);
    private final AnswerStore answers = new AnswerStore(Duration.ofSeconds(45));
    private final ServingRule rule = new ServingRule(Duration.ofSeconds(75));
    private final AnyExternalMetric metrics = new AnyExternalMetric(
            new ExternalMetrics(catalog, answers, rule, () -> now, () -> true),
            new HandWritten(subscriptions, answers, rule, () -> now));

    @Test
    void firstReadSubscribesAndSaysNotYet() {
        assertRefused(
                metrics.read("shop", "queue_depth", "queue=orders"),
                Refusal.NOT_ASKED_YET,
                "metric queue_depth in namespace shop",
                "first answer takes some seconds");

        assertThat(catalog.questions()).singleElement().isInstanceOfSatisfying(Question.OfObject.class, asked -> {
            assertThat(asked.kind()).isEqualTo(ObjectKind.NAMESPACE);
            assertThat(asked.namespace()).isEqualTo("shop");
            assertThat(asked.shape().scope().text()).isEqualTo("queue=\"orders\"");
        });
    }

    @Test
    void laterReadsAreServedFromMemory() {
        metrics.read("shop", "queue_depth", "queue=orders");
        answerAll(new Answer.Fresh(
                new Amount(110_000), new Answer.Facts(12L, now.minusSeconds(9), null, 3L), now.minusSeconds(5)));

        assertThat(metrics.read("shop", "queue_depth", "queue=orders"))
                .isEqualTo(new Reading.Found(
                        "queue_depth",
                        Map.of("queue", "orders"),
                        new Served.Value(new Amount(110_000), now.minusSeconds(9))));
        assertRefused(metrics.read("other", "queue_depth", "queue=orders"), Refusal.NOT_ASKED_YET, "namespace other");
    }

    @Test
    void equalQuestionsAreOneHoweverTheyAreWritten() {
        metrics.read("shop", "queue_depth", "queue in (a,b),!retry");
        metrics.read("shop", "QUEUE_DEPTH", "sysdig.com/metric-name=queue_depth,!retry,queue in (b,a)");
        metrics.read("shop", "queue_depth", "!retry,queue in (b,a),sysdig.com/aggregation=sum");

        assertThat(catalog.questions()).hasSize(1);
    }

    @Test
    void unreadQuestionsAreNotAskedAnyMore() {
        metrics.read("shop", "queue_depth", "");
        now = now.plus(KEPT).plusSeconds(20);

        assertThat(catalog.questions()).isEmpty();
    }

    @Test
    void saysThatTheNamespaceReadsTooMuch() {
        metrics.read("shop", "a", "");
        metrics.read("shop", "b", "");

        assertRefused(metrics.read("shop", "c", ""), Refusal.TOO_MANY, "namespace \"shop\" reads 2 metrics", "delete");
        assertThat(catalog.questions()).hasSize(2);
    }

    @Test
    void noDataIsAnErrorThatSpeaksOfNoAnnotation() {
        metrics.read("shop", "queue_depth", "queue=orders");
        answerAll(new Answer.Empty(now));

        assertThat(metrics.read("shop", "queue_depth", "queue=orders"))
                .isInstanceOfSatisfying(Reading.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Refusal.NO_DATA);
                    assertThat(refused.message())
                            .contains("no series", "the selector")
                            .doesNotContain("annotate");
                });
    }

    @Test
    void whatCannotBeAskedSubscribesToNothing() {
        assertRefused(
                metrics.read("shop", "queue_depth", "kube_namespace_name=other"),
                Refusal.UNKNOWN_SELECTOR,
                "may not have kube_namespace_name");
        assertRefused(metrics.read("shop", "queue.depth", ""), Refusal.UNKNOWN_SELECTOR, "legacy metric name");
        assertRefused(metrics.read("shop", "queue_depth", "a in ("), Refusal.MALFORMED_SELECTOR, "expected");

        assertThat(catalog.questions()).isEmpty();
    }

    @Test
    void selectorsWithOneOfOurKeysAreStillOurs() {
        assertRefused(
                metrics.read("shop", "queue_depth", "sysdig.com/workload=web"),
                Refusal.UNKNOWN_SELECTOR,
                "is not one that sysdig-autoscaler generated");
        assertRefused(
                metrics.read(
                        "shop",
                        "queue_depth",
                        "sysdig.com/kind=deployment,sysdig.com/metric=default,sysdig.com/workload=web"),
                Refusal.UNMANAGED_WORKLOAD,
                "shop/web");
    }

    private void answerAll(Answer answer) {
        catalog.questions().forEach(question -> answers.put(Map.of(question, answer)));
    }

    private static void assertRefused(Reading reading, Refusal reason, String... parts) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Refused.class, refused -> {
            assertThat(refused.reason()).as(refused.message()).isEqualTo(reason);
            assertThat(refused.message()).contains(parts);
        });
    }
}
