package com.sysdig.autoscaler.hpa;

import static com.sysdig.autoscaler.policy.PolicyDraft.SIMPLE;
import static com.sysdig.autoscaler.policy.PolicyDraft.query;
import static com.sysdig.autoscaler.policy.PolicyDraft.series;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.Behavior.Limit;
import com.sysdig.autoscaler.policy.Behavior.Rules;
import com.sysdig.autoscaler.policy.Behavior.Select;
import com.sysdig.autoscaler.policy.Behavior.Unit;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.Pause;
import com.sysdig.autoscaler.policy.PolicyDraft;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HpaGeneratorTest {
    private static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");
    private static final Behavior SLOW = new Behavior(
            new Rules(
                    Duration.ofSeconds(30),
                    List.of(
                            new Limit(Unit.PODS, 4, Duration.ofSeconds(15)),
                            new Limit(Unit.PERCENT, 100, Duration.ofSeconds(15))),
                    Select.MIN,
                    new BigDecimal("0.05")),
            new Rules(Duration.ofHours(1), List.of(), null, null));

    private final HpaGenerator generator = new HpaGenerator(10_000);

    @Test
    void writesOneMetricAndNothingOfKubernetesOwnDefaults() {
        assertThat(generated(WEB, SIMPLE)).isEqualTo(golden("simple"));
    }

    @Test
    void writesEverythingThatAnnotationsCanSay() {
        var everything = SIMPLE.bounds(2, 50)
                .metrics(
                        series("default", "net:Requests_Total", MetricTarget.Type.AVERAGE_VALUE, 1_500_000),
                        series("latency", "sysdig_container_net_http_request_time", MetricTarget.Type.VALUE, 250),
                        query("queue", "sum(queue_length)", 1_000_000))
                .resources(80, 90)
                .behavior(SLOW);
        assertThat(generated(new Workload(WorkloadKind.STATEFUL_SET, "shop", "db"), everything))
                .isEqualTo(golden("everything"));
    }

    @Test
    void givesTheSameBytesForTheSamePolicy() {
        assertThat(generated(WEB, SIMPLE)).isEqualTo(generated(WEB, SIMPLE));
    }

    @ParameterizedTest(name = "minimum 2, at-least/5, paused {0}: {1}")
    @CsvSource({"NONE,5", "DOWN,5", "UP,1", "BOTH,1"})
    void atLeastRaisesTheMinimumWithoutDataUnlessGrowthIsPaused(Pause pause, int min) {
        var policy = SIMPLE.bounds(2, 10).paused(pause).policy(new OnMissing.AtLeast(5));
        var raised = generator.generateWithoutData(WEB, policy);

        assertThat(raised.getSpec().getMinReplicas()).isEqualTo(min);
        raised.getSpec()
                .setMinReplicas(generator.generate(WEB, policy).getSpec().getMinReplicas());
        assertThat(raised).isEqualTo(generator.generate(WEB, policy));
    }

    @Test
    void everyOtherPolicyGivesTheSameBytesWithoutData() {
        for (var onMissing : List.of(new OnMissing.Hold(), new OnMissing.NeverDown(), new OnMissing.AtLeast(1))) {
            var policy = SIMPLE.policy(onMissing);

            assertThat(generator.generateWithoutData(WEB, policy)).isEqualTo(generator.generate(WEB, policy));
        }
    }

    @Test
    void pauseStopsBothDirectionsAndOpensBothBounds() {
        assertThat(generated(WEB, SIMPLE.bounds(3, 10).paused(Pause.BOTH))).isEqualTo(golden("paused"));
    }

    /** The HorizontalPodAutoscaler wakes what is below its minimum, disabled or not. */
    @ParameterizedTest
    @EnumSource(
            value = Pause.class,
            names = {"BOTH", "UP"})
    void pauseDoesNotWakeWhatSleepsAtZero(Pause pause) {
        var hpa = generated(WEB, SIMPLE.bounds(0, 10).paused(pause));

        assertThat(hpa).contains("minReplicas: 0\n");
    }

    @Test
    void pauseUpStopsGrowthAndOpensTheLowerBound() {
        assertThat(generated(WEB, SIMPLE.bounds(3, 10).paused(Pause.UP))).isEqualTo(golden("paused-up"));
    }

    @Test
    void pauseDownStopsShrinkingAndOpensTheUpperBound() {
        assertThat(generated(WEB, SIMPLE.bounds(3, 10).paused(Pause.DOWN))).isEqualTo(golden("paused-down"));
    }

    @Test
    void pauseKeepsTheOtherRulesOfTheDirection() {
        var up = generator
                .generate(WEB, SIMPLE.behavior(SLOW).paused(Pause.UP).policy())
                .getSpec()
                .getBehavior()
                .getScaleUp();
        assertThat(up.getSelectPolicy()).isEqualTo("Disabled");
        assertThat(up.getStabilizationWindowSeconds()).isEqualTo(30);
        assertThat(up.getPolicies()).hasSize(2);
    }

    private String generated(Workload workload, PolicyDraft draft) {
        return Serialization.asYaml(generator.generate(workload, draft.policy()));
    }

    private static String golden(String name) {
        try (InputStream file = HpaGeneratorTest.class.getResourceAsStream(name + ".yaml")) {
            return new String(Objects.requireNonNull(file, name + ".yaml").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
