package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnEmpty;
import java.util.List;
import java.util.Optional;

/** Reads what is written for one metric. */
final class MetricReader {
    /** Go with {@code scale-metric} only. */
    private static final List<AnnotationKey> OF_SERIES =
            List.of(AnnotationKey.AGGREGATION, AnnotationKey.FUNCTION, AnnotationKey.WINDOW, AnnotationKey.SCOPE);

    private static final String TARGET_REMEDY =
            "write the number to hold the metric at, a Kubernetes quantity as `100` or `250m`";

    private final QueryReader queries;

    MetricReader(QueryReader queries) {
        this.queries = queries;
    }

    /** Empty only where a problem is reported. */
    Optional<MetricSpec> read(Fields fields) {
        var amount = fields.require(AnnotationKey.TARGET, Targets::read, TARGET_REMEDY);
        var type = fields.read(AnnotationKey.TARGET_TYPE, Choices.TARGET_TYPE);
        var onEmpty = fields.read(AnnotationKey.ON_EMPTY, Choices.ON_EMPTY).orElse(OnEmpty.MISSING);
        var source = source(fields, type);
        return amount.flatMap(number -> source.map(from -> new MetricSpec(
                fields.id(), from, new MetricTarget(type.orElseGet(() -> defaultType(from)), number), onEmpty)));
    }

    private Optional<? extends MetricSpec.Source> source(Fields fields, Optional<MetricTarget.Type> type) {
        checkOneSource(fields, fields.given(AnnotationKey.METRIC), fields.given(AnnotationKey.QUERY));
        if (!fields.given(AnnotationKey.QUERY)) {
            return SeriesReader.read(fields, type);
        }
        var query = queries.read(fields);
        if (fields.given(AnnotationKey.METRIC)) {
            return SeriesReader.read(fields, type);
        }
        OF_SERIES.forEach(key -> refuseBesideQuery(fields, key));
        return query;
    }

    private static void checkOneSource(Fields fields, boolean metric, boolean query) {
        if (metric && fields.readable(AnnotationKey.QUERY)) {
            fields.fault(
                    AnnotationKey.QUERY,
                    "stands beside `" + fields.key(AnnotationKey.METRIC) + "`",
                    "keep one of the two, or give one of them another suffix");
        } else if (!metric && !query) {
            fields.fault(
                    AnnotationKey.METRIC,
                    "is required",
                    "write the metric's name, or PromQL as `" + fields.key(AnnotationKey.QUERY) + "`");
        }
    }

    private static void refuseBesideQuery(Fields fields, AnnotationKey key) {
        if (fields.readable(key)) {
            fields.fault(
                    key,
                    "does not go with `" + fields.key(AnnotationKey.QUERY) + "`",
                    "remove it and say the same in the query");
        }
    }

    private static MetricTarget.Type defaultType(MetricSpec.Source source) {
        return switch (source) {
            case MetricSpec.Series series when series.aggregation() != Aggregation.Basic.SUM -> MetricTarget.Type.VALUE;
            case MetricSpec.Series _, MetricSpec.Query _ -> MetricTarget.Type.AVERAGE_VALUE;
        };
    }
}
