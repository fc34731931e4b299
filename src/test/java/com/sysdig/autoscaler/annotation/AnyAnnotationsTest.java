package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever is written, parsing ends in one of its three outcomes, and a valid policy makes an HPA that the API server takes. */
class AnyAnnotationsTest {
    private static final Map<String, List<String>> VALUES = Stream.concat(Row.of("good.txt"), Row.of("bad.txt"))
            .flatMap(row -> row.annotations().entrySet().stream())
            .collect(Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
    private static final Map<String, List<String>> GOOD = Row.of("good.txt")
            .flatMap(row -> row.annotations().entrySet().stream())
            .collect(Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));

    @Property
    void anyTextEndsInAnOutcome(
            @ForAll("anything") Map<String, String> annotations, @ForAll("settings") AnnotationSettings settings) {
        check(settings, Annotated.parse(settings, annotations));
    }

    @Property
    void likelyTextEndsInAnOutcome(
            @ForAll("likely") Map<String, String> annotations, @ForAll("settings") AnnotationSettings settings) {
        var parsed = Annotated.parse(settings, annotations);

        check(settings, parsed);
        Statistics.label("outcome")
                .collect(parsed.getClass().getSimpleName())
                .coverage(coverage -> coverage.check("Valid").percentage(valid -> valid > 5));
    }

    @Provide
    Arbitrary<Map<String, String>> anything() {
        var keys = Arbitraries.oneOf(
                Arbitraries.of(VALUES.keySet()),
                Arbitraries.strings().map(suffix -> AnnotationKey.PREFIX + suffix),
                Combinators.combine(
                                Arbitraries.of(AnnotationKey.values()),
                                Arbitraries.strings().ofMaxLength(25))
                        .as((key, id) -> key.key() + "." + id),
                Arbitraries.strings());
        var values = Arbitraries.oneOf(
                Arbitraries.of(VALUES.values().stream().flatMap(List::stream).toList()), Arbitraries.strings());
        return Arbitraries.maps(keys, values).ofMaxSize(30);
    }

    @Provide
    Arbitrary<Map<String, String>> likely() {
        var entries = Arbitraries.of(GOOD.keySet())
                .flatMap(key -> Arbitraries.of(GOOD.get(key)).map(value -> Map.entry(key, value)));
        return entries.list().ofMaxSize(5).map(list -> {
            var annotations = Row.base();
            list.forEach(entry -> annotations.put(entry.getKey(), entry.getValue()));
            return annotations;
        });
    }

    @Provide
    Arbitrary<AnnotationSettings> settings() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 20).injectNull(0.5),
                        Arbitraries.of(20, 200, 10000),
                        Arbitraries.of(true, false),
                        Arbitraries.of(RawQueries.values()))
                .as((min, max, ceiling, zero, raw) ->
                        new AnnotationSettings("prod", zero ? min - 1 : min, max, ceiling, zero, raw));
    }

    private static void check(AnnotationSettings settings, Parsed parsed) {
        switch (parsed) {
            case Parsed.Unmanaged() -> {}
            case Parsed.Invalid(List<Problem> problems) ->
                assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.key()).startsWith(AnnotationKey.PREFIX);
                    assertThat(problem.fault()).isNotBlank();
                    assertThat(problem.remedy()).isNotBlank();
                    assertThat(problem.text()).doesNotContainPattern("\\p{Cntrl}");
                });
            case Parsed.Valid(ScalingPolicy policy) -> {
                checkScale(settings, policy);
                assertThat(policy.metrics()).hasSizeBetween(1, 20).allSatisfy(AnyAnnotationsTest::checkMetric);
                checkRules(policy.behavior().up());
                checkRules(policy.behavior().down());
            }
        }
    }

    private static void checkScale(AnnotationSettings settings, ScalingPolicy policy) {
        var bounds = policy.bounds();
        assertThat(bounds.min()).isBetween(settings.scaleToZero() ? 0 : 1, bounds.max());
        assertThat(bounds.max()).isBetween(1, settings.replicasCeiling());
        assertThat(Stream.of(policy.resources().cpuPercent(), policy.resources().memoryPercent()))
                .allSatisfy(
                        percent -> assertThat(percent == null || percent >= 1).isTrue());
        if (policy.adopt() != null) {
            assertThat(policy.adopt()).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?").hasSizeLessThanOrEqualTo(253);
        }
        if (policy.onMissing() instanceof OnMissing.AtLeast(int replicas)) {
            assertThat(replicas).isBetween(bounds.min(), bounds.max());
        }
    }

    private static void checkMetric(MetricSpec metric) {
        assertThat(metric.id()).matches("[a-z0-9]([-a-z0-9]{0,18}[a-z0-9])?");
        assertThat(metric.target().amount().thousandths()).isPositive();
        if (metric.source() instanceof MetricSpec.Series series) {
            assertThat(series.metric()).isNotEmpty().doesNotContain("/", "%", ".");
            assertThat(series.window()).isBetween(Duration.ofSeconds(30), Duration.ofHours(1));
        }
    }

    private static void checkRules(Behavior.Rules rules) {
        if (rules.stabilization() != null) {
            assertThat(rules.stabilization()).isBetween(Duration.ZERO, Duration.ofHours(1));
        }
        if (rules.tolerance() != null) {
            assertThat(rules.tolerance()).isNotNegative();
        }
        assertThat(rules.limits()).allSatisfy(limit -> {
            assertThat(limit.value()).isPositive();
            assertThat(limit.period()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(30));
        });
    }
}
