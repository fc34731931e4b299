package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import com.sysdig.autoscaler.catalog.MetricAddress;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.sample.Served;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** External metrics of HorizontalPodAutoscalers of both kinds: those that we generate, and those that people write. */
public final class AnyExternalMetric {
    private static final Set<String> OURS = Set.of(MetricAddress.KIND, MetricAddress.WORKLOAD, MetricAddress.METRIC);

    private final ExternalMetrics generated;
    private final HandWritten handWritten;

    public AnyExternalMetric(ExternalMetrics generated, HandWritten handWritten) {
        this.generated = generated;
        this.handWritten = handWritten;
    }

    /** {@code metric} as it stands in the path; {@code selector} as text, empty where there is none. Never waits. */
    Reading read(String namespace, String metric, String selector) {
        return LabelSelector.parse(selector) instanceof ParsedSelector.Good(var parsed) && !isOurs(parsed)
                ? read(namespace, metric, parsed)
                : generated.read(namespace, metric, selector);
    }

    private Reading read(String namespace, String metric, LabelSelector selector) {
        var what = "metric %s in namespace %s".formatted(metric, namespace);
        return switch (WrittenSelector.read(metric, selector, Map.of())) {
            case SpelledSeries.Bad bad -> HandWritten.refused(what, bad);
            case SpelledSeries.Good(var series) -> {
                var question = new Question.OfObject(ObjectKind.NAMESPACE, namespace, namespace, Shape.of(series));
                yield handWritten
                        .subscribe(List.of(question))
                        .<Reading>map(refused -> refused)
                        .orElseGet(() -> reading(what, metric, selector, handWritten.served(question)));
            }
        };
    }

    private static Reading reading(String what, String metric, LabelSelector selector, Served served) {
        return switch (served) {
            case Served.Value value ->
                new Reading.Found(metric, selector.equalities().orElse(Map.of()), value);
            case Served.Withheld withheld -> HandWritten.refused(what, withheld);
        };
    }

    private static boolean isOurs(LabelSelector selector) {
        return selector.requirements().stream().map(Requirement::key).anyMatch(OURS::contains);
    }
}
