package com.sysdig.autoscaler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration ALMOST = KEPT.minusSeconds(1);

    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final Subscriptions subscriptions =
            new Subscriptions(() -> now, new Subscriptions.Caps(3, 10, 5, 25), KEPT);

    @Test
    void firstReadSubscribes() {
        assertThat(subscriptions.get()).isEmpty();

        assertThat(subscriptions.read(List.of(pod("shop", "m", 1)))).isNull();

        assertThat(subscriptions.get()).containsExactly(pod("shop", "m", 1));
    }

    @Test
    void givesTheSameSetUntilSomethingChanges() {
        subscriptions.read(List.of(pod("shop", "m", 1)));
        var before = subscriptions.get();

        subscriptions.read(List.of(pod("shop", "m", 1)));
        assertThat(subscriptions.get()).isSameAs(before);

        subscriptions.read(List.of(pod("shop", "m", 1), pod("shop", "m", 2)));
        assertThat(subscriptions.get()).hasSize(2);
        assertThat(subscriptions.metrics()).isEqualTo(1);
    }

    @Test
    void whatIsNotReadAnyMoreIsForgottenAndWhatIsReadIsNot() {
        subscriptions.read(List.of(pod("shop", "m", 1), pod("shop", "m", 2)));
        now = now.plus(ALMOST);
        subscriptions.read(List.of(pod("shop", "m", 1)));
        assertThat(subscriptions.get()).hasSize(2);

        now = now.plusSeconds(20);

        assertThat(subscriptions.get()).containsExactly(pod("shop", "m", 1));
    }

    @Test
    void oneNamespaceMayReadSoManyMetricsAndOthersMayStill() {
        IntStream.range(0, 3)
                .forEach(i -> assertThat(subscriptions.read(List.of(pod("shop", "m" + i, 1))))
                        .isNull());

        assertThat(subscriptions.read(List.of(pod("shop", "more", 1))))
                .isNotNull()
                .extracting(Subscriptions.Full::what)
                .asString()
                .contains("\"shop\"", "3 metrics");
        assertThat(subscriptions.read(List.of(pod("shop", "m1", 2)))).isNull();
        assertThat(subscriptions.read(List.of(pod("payment", "m", 1)))).isNull();
    }

    @Test
    void oneNamespaceMayReadOfSoManyObjectsAllOrNone() {
        subscriptions.read(pods("shop", 8));

        assertThat(subscriptions.read(pods("shop", 11)))
                .isNotNull()
                .extracting(Subscriptions.Full::what)
                .asString()
                .contains("8 objects", "10");

        assertThat(subscriptions.get()).hasSize(8);
        assertThat(subscriptions.read(pods("shop", 10))).isNull();
    }

    @Test
    void allNamespacesTogetherMayReadSoMuch() {
        IntStream.range(0, 5).forEach(i -> subscriptions.read(List.of(pod("team-" + i, "m", 1))));
        assertThat(subscriptions.read(List.of(pod("late", "m", 1)))).isNotNull();
        assertThat(subscriptions.read(pods("team-0", 10))).isNull();
        assertThat(subscriptions.read(pods("team-1", 10))).isNull();

        assertThat(subscriptions.read(pods("team-2", 10)))
                .isNotNull()
                .extracting(Subscriptions.Full::what)
                .asString()
                .contains("all namespaces");
    }

    @Test
    void expiredOnesMakeRoom() {
        IntStream.range(0, 3).forEach(i -> subscriptions.read(List.of(pod("shop", "m" + i, 1))));
        now = now.plus(KEPT).plusSeconds(1);

        assertThat(subscriptions.read(List.of(pod("shop", "more", 1)))).isNull();
        assertThat(subscriptions.get()).containsExactly(pod("shop", "more", 1));
    }

    @Test
    void keepsWorkloadsApartByNamespaceAndMetricToo() {
        var web = new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, "shop", "web"), shape("m"));
        subscriptions.read(List.of(web));

        IntStream.range(0, 2).forEach(i -> subscriptions.read(List.of(pod("shop", "m" + i, 1))));

        assertThat(subscriptions.read(List.of(pod("shop", "more", 1)))).isNotNull();
        assertThat(subscriptions.get()).contains(web);
    }

    @Test
    void whatWasReadAtAnotherReplicaIsAskedUntilItIsNotReadThereAnyMore() {
        subscriptions.readElsewhere(pod("shop", "m", 1), Duration.ofMinutes(4));
        assertThat(subscriptions.get()).containsExactly(pod("shop", "m", 1));

        now = now.plus(Duration.ofMinutes(5));
        subscriptions.readElsewhere(pod("shop", "m", 1), Duration.ofMinutes(9));
        assertThat(subscriptions.get()).hasSize(1);

        now = now.plus(Duration.ofMinutes(2));
        assertThat(subscriptions.get()).isEmpty();
    }

    @Test
    void whatWasReadElsewhereLongAgoOrBeyondTheCapIsLeftOut() {
        subscriptions.readElsewhere(pod("shop", "m", 1), KEPT);
        assertThat(subscriptions.get()).isEmpty();

        IntStream.range(0, 5).forEach(i -> subscriptions.readElsewhere(pod("shop", "m" + i, 1), Duration.ZERO));
        assertThat(subscriptions.get()).hasSize(3);
    }

    @Test
    void tellsWhatWasReadSinceAMomentAndWhen() {
        var before = now;
        subscriptions.read(List.of(pod("shop", "m", 1)));
        now = now.plusSeconds(10);
        subscriptions.read(List.of(pod("shop", "m", 2)));

        assertThat(subscriptions.readSince(Instant.MIN)).hasSize(2);
        assertThat(subscriptions.readSince(before.plusSeconds(1))).containsExactly(Map.entry(pod("shop", "m", 2), now));
    }

    private static List<Question.OfObject> pods(String namespace, int count) {
        return IntStream.range(0, count).mapToObj(i -> pod(namespace, "m", i)).toList();
    }

    private static Question.OfObject pod(String namespace, String metric, int number) {
        return new Question.OfObject(ObjectKind.POD, namespace, "web-" + number, shape(metric));
    }

    private static Shape shape(String metric) {
        return new Shape(metric, MetricFunction.LAST, Duration.ofMinutes(2), Aggregation.Basic.SUM, Scope.none());
    }
}
