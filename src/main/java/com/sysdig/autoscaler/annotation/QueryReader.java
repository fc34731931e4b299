package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Narrowed;
import com.sysdig.autoscaler.promql.Parsed.SyntaxError;
import com.sysdig.autoscaler.promql.Parsed.Valid;
import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads raw queries of one workload. */
final class QueryReader {
    private static final Set<ValueType> NUMBERS = EnumSet.of(ValueType.SCALAR, ValueType.INSTANT_VECTOR);

    /** The labels that say where a series is from, each with the variable that stands for our value. */
    private static final Map<String, String> WHERE =
            Map.of("kube_cluster_name", "$cluster", "kube_namespace_name", "$namespace");

    private final RawQueries rules;
    private final Workload workload;
    private final String cluster;

    QueryReader(AnnotationSettings settings, Workload workload) {
        this.rules = settings.rawQueries();
        this.cluster = settings.clusterName();
        this.workload = workload;
    }

    /** Empty without {@code scale-query}, and where a problem with it is reported. The query keeps its variables. */
    Optional<MetricSpec.Query> read(Fields fields) {
        return fields.read(AnnotationKey.QUERY, this::query).map(MetricSpec.Query::new);
    }

    private Reading<PromqlQuery> query(String text) {
        if (rules == RawQueries.DENIED) {
            return Reading.bad(
                    "raw queries are switched off by the setting `autoscaler.raw-queries=denied`",
                    "use `sysdig.com/scale-metric`, or have the setting changed");
        }
        return switch (PromqlQuery.parse(text)) {
            case SyntaxError<PromqlQuery>(int offset, String message) ->
                Reading.bad("is not PromQL: at character " + (offset + 1) + ", " + message, "correct the query");
            case Valid<PromqlQuery>(PromqlQuery query) -> typed(query);
        };
    }

    private Reading<PromqlQuery> typed(PromqlQuery query) {
        return NUMBERS.contains(query.type())
                ? placed(query)
                : Reading.bad(
                        "is of type " + query.type().text(),
                        "write a query of type instant vector or scalar, as `sum(rate(requests_total[2m]))`");
    }

    private Reading<PromqlQuery> placed(PromqlQuery query) {
        return switch (query.withVariables(variables())) {
            case SyntaxError<PromqlQuery>(int _, String message) ->
                Reading.bad(
                        "is not PromQL once its variables are replaced"
                                + (query.text().contains("$cluster") ? "" : ": " + message),
                        "let the variables stand where any text may stand");
            case Valid<PromqlQuery>(PromqlQuery replaced) ->
                switch (rules) {
                    case NAMESPACED -> ownPlace(query, replaced);
                    case ALLOWED, DENIED -> Reading.good(query);
                };
        };
    }

    private Reading<PromqlQuery> ownPlace(PromqlQuery query, PromqlQuery replaced) {
        var own = List.of(
                Matcher.equal("kube_cluster_name", cluster),
                Matcher.equal("kube_namespace_name", workload.namespace()));
        return switch (replaced.withRequiredMatchers(own)) {
            case Narrowed.Query _ -> Reading.good(query);
            case Narrowed.Conflict(Matcher _, Matcher required) ->
                Reading.bad(
                        "asks for `" + Problems.shown(asWritten(required, query))
                                + "`, but queries read their own cluster and namespace only",
                        "remove it, or write `" + required.label() + "=\"" + WHERE.get(required.label()) + "\"`");
        };
    }

    /**
     * The first in the text that asks for anything else, with the variables that the user wrote: anybody may have a query
     * checked, the cluster's name is a setting, and one of several that was picked by their values would tell how it sorts.
     */
    private String asWritten(Matcher required, PromqlQuery query) {
        return query.selectors().stream()
                .flatMap(selector -> selector.matchers().stream())
                .filter(matcher -> contradicts(required, matcher.withVariables(variables())))
                .findFirst()
                .map(Matcher::text)
                .orElse(required.label());
    }

    private static boolean contradicts(Matcher required, Matcher given) {
        return given.label().equals(required.label()) && !given.equals(required);
    }

    private Map<String, String> variables() {
        return Map.of(
                "cluster", cluster,
                "namespace", workload.namespace(),
                "kind", workload.kind().label(),
                "workload", workload.name());
    }
}
