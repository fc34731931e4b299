package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Identifiers;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.ObjectNames;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That somebody read a number at another replica, in words that no class of the core has to know.
 *
 * @param kind name of a {@link WorkloadKind} or an {@link ObjectKind}
 * @param agoSeconds since the last read
 */
@RegisterForReflection
record ToldRead(String kind, String namespace, String name, Series series, long agoSeconds) {

    @RegisterForReflection
    record Series(String metric, String function, long windowSeconds, String aggregation, List<Condition> scope) {
        Series {
            scope = List.copyOf(scope);
        }
    }

    @RegisterForReflection
    record Condition(String label, String op, String value) {}

    /** Empty for a question that nobody can read by its name. */
    static Optional<ToldRead> of(Question question, Duration ago) {
        return switch (question) {
            case Question.OfWorkload(var workload, var shape) ->
                Optional.of(new ToldRead(
                        workload.kind().name(), workload.namespace(), workload.name(), series(shape), ago.toSeconds()));
            case Question.OfObject(var kind, var namespace, var name, var shape) ->
                Optional.of(new ToldRead(kind.name(), namespace, name, series(shape), ago.toSeconds()));
            case Question.OfQuery _ -> Optional.empty();
        };
    }

    /** Empty where a word is one that this version does not know, or that no read of our own could have led to. */
    Optional<Question> question() {
        try {
            return Identifiers.isMetricName(series.metric) && ObjectNames.isName(name)
                    ? Optional.of(question(shape()))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Question question(Shape shape) {
        return Arrays.stream(WorkloadKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .<Question>map(one -> new Question.OfWorkload(new Workload(one, namespace, name), shape))
                .orElseGet(() -> new Question.OfObject(ObjectKind.valueOf(kind), namespace, name, shape));
    }

    private Shape shape() {
        return new Shape(
                series.metric,
                MetricFunction.valueOf(series.function),
                Duration.ofSeconds(series.windowSeconds),
                aggregation(series.aggregation),
                new Scope(series.scope.stream().map(ToldRead::matcher).toList()));
    }

    private static Series series(Shape shape) {
        return new Series(
                shape.metric(),
                shape.function().name(),
                shape.window().toSeconds(),
                shape.aggregation().text(),
                shape.scope().matchers().stream()
                        .map(matcher ->
                                new Condition(matcher.label(), matcher.op().name(), matcher.value()))
                        .toList());
    }

    private static Matcher matcher(Condition condition) {
        return new Matcher(condition.label, Matcher.Op.valueOf(condition.op), condition.value);
    }

    private static Aggregation aggregation(String text) {
        return Stream.of(Aggregation.Basic.values())
                .filter(basic -> basic.text().equals(text))
                .findFirst()
                .<Aggregation>map(basic -> basic)
                .orElseGet(() -> new Aggregation.Percentile(Integer.parseInt(text.substring(1))));
    }
}
