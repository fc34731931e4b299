package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.promql.Scope;
import java.time.Duration;
import java.util.Optional;

/** Reads a metric that is made of the workload's own series. */
final class SeriesReader {
    static final Duration DEFAULT_WINDOW = Duration.ofMinutes(2);
    static final Reader<Duration> WINDOW = Durations.between(Duration.ofSeconds(30), Duration.ofHours(1));

    private SeriesReader() {}

    /** Empty without {@code scale-metric}, and where a problem with it is reported. */
    static Optional<MetricSpec.Series> read(Fields fields, Optional<MetricTarget.Type> type) {
        var written = fields.read(AnnotationKey.AGGREGATION, Choices::aggregation);
        written.ifPresent(aggregation -> type.ifPresent(of -> checkPair(fields, of, aggregation)));
        var aggregation = written.orElse(
                type.filter(of -> of == MetricTarget.Type.VALUE).isPresent()
                        ? Aggregation.Basic.AVG
                        : Aggregation.Basic.SUM);
        var function = fields.read(AnnotationKey.FUNCTION, Choices.FUNCTION);
        var window = fields.read(AnnotationKey.WINDOW, WINDOW).orElse(DEFAULT_WINDOW);
        var scope = fields.read(AnnotationKey.SCOPE, Scopes::read).orElse(Scope.none());
        return fields.read(AnnotationKey.METRIC, MetricNames::read)
                .map(name -> new MetricSpec.Series(
                        name, function.orElseGet(() -> MetricNames.function(name)), window, aggregation, scope));
    }

    private static void checkPair(Fields fields, MetricTarget.Type type, Aggregation aggregation) {
        var sum = aggregation == Aggregation.Basic.SUM;
        if (type == MetricTarget.Type.VALUE && sum) {
            fields.fault(
                    AnnotationKey.TARGET_TYPE,
                    "does not go with aggregation `sum`: the total would grow with the pods that it is to size",
                    "write `AverageValue`, or another aggregation, as `avg`");
        } else if (type == MetricTarget.Type.AVERAGE_VALUE && !sum) {
            fields.fault(
                    AnnotationKey.TARGET_TYPE,
                    "does not go with aggregation `" + aggregation.text()
                            + "`: only a total can be divided by the pods",
                    "write `Value`, or aggregation `sum`");
        }
    }
}
