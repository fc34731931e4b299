package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.promql.PromqlQuery;
import java.util.Optional;

/** Reads raw queries. */
final class QueryReader {
    private final AnnotationSettings settings;

    QueryReader(AnnotationSettings settings) {
        this.settings = settings;
    }

    /** Empty without {@code scale-query}, and where a problem with it is reported. */
    Optional<MetricSpec.Query> read(Fields fields) {
        return fields.read(AnnotationKey.QUERY, this::query).map(MetricSpec.Query::new);
    }

    private Reading<PromqlQuery> query(String text) {
        if (settings.rawQueries() == RawQueries.DENIED) {
            return Reading.bad(
                    "raw queries are switched off by the setting `autoscaler.raw-queries=denied`",
                    "use `sysdig.com/scale-metric`, or have the setting changed");
        }
        return Reading.good(new PromqlQuery(text));
    }
}
