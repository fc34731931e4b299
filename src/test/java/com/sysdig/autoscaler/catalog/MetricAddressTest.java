package com.sysdig.autoscaler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Parsed;
import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MetricAddressTest {
    private static final Workload WEB = new Workload(WorkloadKind.STATEFUL_SET, "shop", "web");

    @Test
    void namesAMetricInLowerCase() {
        var series = new MetricSpec.Series(
                "Team:Requests", MetricFunction.RATE, Duration.ofMinutes(2), Aggregation.Basic.SUM, Scope.none());

        assertThat(MetricAddress.of(WEB, spec("latency", series)))
                .isEqualTo(new MetricAddress(
                        "team:requests",
                        Map.of(
                                "sysdig.com/kind", "statefulset",
                                "sysdig.com/workload", "web",
                                "sysdig.com/metric", "latency")));
    }

    @Test
    void namesAQueryByItsId() {
        var query = (Parsed.Valid<PromqlQuery>) PromqlQuery.parse("sum(up)");

        assertThat(MetricAddress.of(WEB, spec("default", new MetricSpec.Query(query.value())))
                        .name())
                .isEqualTo("query-default");
    }

    @Test
    void keepsTheBeginningOfALongNameReadable() {
        var label = MetricAddress.workloadLabel("checkout-payments-" + "x".repeat(60));

        assertThat(label).isEqualTo("checkout-payments-" + "x".repeat(28) + "_" + label.substring(47));
    }

    /** DNS subdomains, many of which begin alike for longer than a label value. */
    @Provide
    Arbitrary<String> names() {
        var part = Arbitraries.strings().withChars("ab1-.").ofMinLength(0).ofMaxLength(12);
        var length = Arbitraries.integers().between(0, 120);
        return length.flatMap(n -> part.map(middle -> "a".repeat(n) + "0" + middle + "z"));
    }

    @Property
    void labelIsAValidLabelValue(@ForAll("names") String name) {
        assertThat(MetricAddress.workloadLabel(name))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?");
    }

    @Property
    void differentNamesHaveDifferentLabels(@ForAll("names") String one, @ForAll("names") String other) {
        assertThat(MetricAddress.workloadLabel(one).equals(MetricAddress.workloadLabel(other)))
                .isEqualTo(one.equals(other));
    }

    @Property
    void aShortenedNameIsNeverAnotherWorkloadsFullName(@ForAll("names") String name) {
        assertThat(MetricAddress.workloadLabel(name).matches("[-.a-z0-9]*")).isEqualTo(name.length() <= 63);
    }

    private static MetricSpec spec(String id, MetricSpec.Source source) {
        var target = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(1000));
        return new MetricSpec(id, source, target, OnEmpty.MISSING);
    }
}
