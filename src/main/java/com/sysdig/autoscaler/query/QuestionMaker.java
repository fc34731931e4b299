package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Narrowed;
import com.sysdig.autoscaler.promql.Parsed;
import com.sysdig.autoscaler.promql.PromqlQuery;
import java.util.List;
import java.util.Map;

/** From a workload's metric to the question. */
public final class QuestionMaker {
    private final String clusterName;
    private final boolean namespaced;

    // namespaced: whether raw queries are held to the workload's cluster and namespace
    public QuestionMaker(String clusterName, boolean namespaced) {
        this.clusterName = clusterName;
        this.namespaced = namespaced;
    }

    /**
     * Equal for workloads and metrics that want the same number.
     *
     * @throws IllegalArgumentException for a raw query that {@link
     *     com.sysdig.autoscaler.annotation.AnnotationParser} would not have let through for this workload
     */
    public Question question(Workload workload, MetricSpec metric) {
        return switch (metric.source()) {
            case MetricSpec.Series series -> new Question.OfWorkload(workload, Shape.of(series));
            case MetricSpec.Query(var query) -> {
                var replaced = replaced(query, workload);
                yield RawText.question(namespaced ? narrowed(replaced, workload) : replaced);
            }
        };
    }

    private PromqlQuery replaced(PromqlQuery query, Workload workload) {
        var values = Map.of(
                "cluster", clusterName,
                "namespace", workload.namespace(),
                "kind", workload.kind().label(),
                "workload", workload.name());
        return switch (query.withVariables(values)) {
            case Parsed.Valid<PromqlQuery>(var valid) -> valid;
            case Parsed.SyntaxError<PromqlQuery>(int _, String message) ->
                throw new IllegalArgumentException(workload + ": " + message + ": " + query.text());
        };
    }

    private PromqlQuery narrowed(PromqlQuery query, Workload workload) {
        var required = List.of(
                Matcher.equal(SeriesLabel.CLUSTER.text(), clusterName),
                Matcher.equal(SeriesLabel.NAMESPACE.text(), workload.namespace()));
        return switch (query.withRequiredMatchers(required)) {
            case Narrowed.Query(var held) -> held;
            case Narrowed.Conflict(var given, var wanted) ->
                throw new IllegalArgumentException(
                        workload + ": has " + given.text() + " where only " + wanted.text() + " may stand");
        };
    }
}
