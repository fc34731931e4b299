package com.sysdig.autoscaler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sysdig.autoscaler.policy.Behavior.Limit;
import com.sysdig.autoscaler.policy.Behavior.Rules;
import com.sysdig.autoscaler.policy.Behavior.Unit;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    @ParameterizedTest(name = "{0}…{1}")
    @CsvSource({"-1, 3", "0, 0", "4, 3"})
    void boundsAreInOrder(int min, int max) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bounds(min, max));
    }

    @ParameterizedTest(
            name = "{0}m with a target of {1}m: {3} pods for an average, {4} for a value with {2} ready pods")
    @CsvSource({
        "45000, 10000, 3, 5, 14",
        "40000, 10000, 3, 4, 12",
        "1, 10000, 3, 1, 1",
        "0, 1, 3, 0, 0",
        "45000, 10000, 0, 5, 0",
        "9223372036854775807, 1, 3, 9223372036854775807, 9223372036854775807"
    })
    void asksForAsManyReplicasAsTheAutoscaler(long number, long target, int ready, long ofAverage, long ofValue) {
        var average = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(target));
        var value = new MetricTarget(MetricTarget.Type.VALUE, new Amount(target));

        assertThat(average.replicas(new Amount(number), ready)).isEqualTo(ofAverage);
        assertThat(value.replicas(new Amount(number), ready)).isEqualTo(ofValue);
    }

    @Test
    void metricsAreSortedByUniqueIds() {
        assertThat(policy("default", "a", "b").metrics()).hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> policy());
        assertThatIllegalArgumentException().isThrownBy(() -> policy("a", "default"));
        assertThatIllegalArgumentException().isThrownBy(() -> policy("b", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> policy("a", "a"));
    }

    @Test
    void metricsAreFoundById() {
        assertThat(policy("default", "a").metric("a")).map(MetricSpec::id).contains("a");
        assertThat(policy("default", "a").metric("b")).isEmpty();
    }

    @Test
    void targetsAreAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MetricTarget(MetricTarget.Type.VALUE, Amount.ZERO));
    }

    @ParameterizedTest(name = "p{0}")
    @ValueSource(ints = {49, 100})
    void percentilesAreInTheUpperHalf(int percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Aggregation.Percentile(percent));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"0, PT1S", "1, PT0.9S", "1, PT30M1S"})
    void limitsAreWhatKubernetesTakes(int value, Duration period) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limit(Unit.PODS, value, period));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PT-1S", "PT1H1S"})
    void stabilizationIsWhatKubernetesTakes(Duration stabilization) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rules(stabilization, List.of(), null, null));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-0.01", "1.01"})
    void toleranceIsARatio(BigDecimal tolerance) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rules(null, List.of(), null, tolerance));
    }

    @Test
    void tolerancesOfTheSameSizeAreEqual() {
        assertThat(new Rules(null, List.of(), null, new BigDecimal("0.050")))
                .isEqualTo(new Rules(null, List.of(), null, new BigDecimal("0.05")));
    }

    @Test
    void lastKnownLasts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OnMissing.LastKnown(Duration.ZERO));
    }

    @Test
    void usesAreAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ResourceTargets(0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ResourceTargets(null, 0));
    }

    private static ScalingPolicy policy(String... ids) {
        var source = new MetricSpec.Series(
                "m", MetricFunction.AVG, Duration.ofMinutes(2), Aggregation.Basic.SUM, Scope.none());
        var target = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(1));
        var metrics = Stream.of(ids)
                .map(id -> new MetricSpec(id, source, target, OnEmpty.MISSING))
                .toList();
        return new ScalingPolicy(
                new Bounds(1, 2),
                metrics,
                ResourceTargets.NONE,
                Behavior.DEFAULT,
                new OnMissing.Hold(),
                Pause.NONE,
                null);
    }
}
