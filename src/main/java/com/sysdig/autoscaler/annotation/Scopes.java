package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Parsed.SyntaxError;
import com.sysdig.autoscaler.promql.Parsed.Valid;
import com.sysdig.autoscaler.promql.Scope;
import java.util.Set;
import java.util.stream.Collectors;

/** Further label matchers of a metric. */
final class Scopes {
    /** The metric's name, and the labels that tell whose series they are. */
    private static final Set<String> OURS = Set.of(
            Matcher.METRIC_NAME,
            "kube_cluster_name",
            "kube_namespace_name",
            "kube_workload_type",
            "kube_workload_name");

    private Scopes() {}

    static Reading<Scope> read(String text) {
        return switch (Scope.parse(text)) {
            case SyntaxError<Scope>(int offset, String message) ->
                Reading.bad(
                        "is no list of label matchers: at character " + (offset + 1) + ", " + message,
                        "write matchers as `container_name=\"web\",code=~\"5..\"`, without braces or comments");
            case Valid<Scope>(Scope scope) -> checked(scope);
        };
    }

    private static Reading<Scope> checked(Scope scope) {
        var ours = scope.matchers().stream()
                .map(Matcher::label)
                .filter(OURS::contains)
                .distinct()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(" and "));
        return ours.isEmpty()
                ? Reading.good(scope)
                : Reading.bad("may not match " + ours, "remove it; the workload's own series are selected already");
    }
}
