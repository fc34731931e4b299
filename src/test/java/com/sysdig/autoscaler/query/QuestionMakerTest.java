package com.sysdig.autoscaler.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Parsed;
import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.quantity.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionMakerTest {
    private static final Workload WEB = new Workload(WorkloadKind.STATEFUL_SET, "shop", "web.1");

    private final QuestionMaker asWritten = new QuestionMaker("prod", false);
    private final QuestionMaker namespaced = new QuestionMaker("prod", true);

    @Test
    void asksForAWorkloadsOwnSeriesByShape() {
        var shape = Questions.SHAPE;
        var series = new MetricSpec.Series(
                shape.metric(), shape.function(), shape.window(), shape.aggregation(), shape.scope());

        assertThat(namespaced.question(WEB, spec(series))).isEqualTo(new Question.OfWorkload(WEB, shape));
    }

    @Test
    void putsTheWorkloadInThePlaceOfVariables() {
        assertThat(raw(asWritten, "sum(up{a=\"$cluster/$namespace/$kind/$workload\",b=~\"$workload\"})"))
                .isEqualTo("sum(up{a=\"prod/shop/statefulset/web.1\",b=~\"web\\\\.1\"})");
    }

    @Test
    void holdsEverySelectorToItsClusterAndNamespace() {
        assertThat(raw(namespaced, "sum(a) / sum(b{kube_namespace_name=\"$namespace\"})"))
                .isEqualTo("sum(a{kube_cluster_name=\"prod\",kube_namespace_name=\"shop\"})"
                        + " / sum(b{kube_cluster_name=\"prod\",kube_namespace_name=\"shop\"})");
    }

    @Test
    void refusesAQueryThatLooksIntoAnotherNamespace() {
        assertThatThrownBy(() -> raw(namespaced, "sum(a{kube_namespace_name=\"other\"})"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kube_namespace_name=\"other\"");
    }

    @Test
    void makesAVectorOfAScalar() {
        assertThat(raw(asWritten, "scalar(up) * 2")).isEqualTo("vector(scalar(up) * 2)");
    }

    @Test
    void wantsToKnowTheAgeOfEachSelectorOnce() {
        assertThat(times("sum(a) + sum(rate(a[5m])) + sum(b)"))
                .isEqualTo(new SampleTimes(List.of(sampled("a", ""), sampled("b", "")), List.of()));
    }

    @Test
    void tellsSelectorsThatMayFindNothingFromThoseThatMayNot() {
        assertThat(times("sum(a) + (sum(b) or vector(0))"))
                .isEqualTo(new SampleTimes(List.of(sampled("a", "")), List.of(sampled("b", ""))));
    }

    @Test
    void judgesTheAgeOfASampleAtTheTimeThatAnOffsetReachesFor() {
        assertThat(times("sum(a offset 1h)")).isEqualTo(new SampleTimes(List.of(sampled("a", "offset 1h")), List.of()));
    }

    @Test
    void needsNoSampleForAConstant() {
        assertThat(times("1 + 2")).isEqualTo(SampleTimes.NONE);
    }

    @Test
    void asksOnceForWhatIsWrittenInTwoWays() {
        assertThat(raw(asWritten, "sum( a ) by(x)")).isEqualTo(raw(asWritten, "sum by (x) (a)"));
    }

    private static SampleTimes.Sampled sampled(String text, String modifiers) {
        return new SampleTimes.Sampled(text, modifiers);
    }

    private SampleTimes times(String text) {
        return ((Question.OfQuery) asWritten.question(WEB, query(text))).times();
    }

    private static String raw(QuestionMaker maker, String text) {
        return ((Question.OfQuery) maker.question(WEB, query(text))).promql();
    }

    private static MetricSpec query(String text) {
        if (PromqlQuery.parse(text) instanceof Parsed.Valid<PromqlQuery>(var query)) {
            return spec(new MetricSpec.Query(query));
        }
        throw new IllegalArgumentException(text);
    }

    private static MetricSpec spec(MetricSpec.Source source) {
        var target = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(1000));
        return new MetricSpec("default", source, target, OnEmpty.MISSING);
    }
}
