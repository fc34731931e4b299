package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import com.sysdig.autoscaler.metricsapi.ObjectReading.Refused;
import com.sysdig.autoscaler.metricsapi.ObjectReading.Value;
import com.sysdig.autoscaler.query.ObjectNames;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.sample.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Metrics of objects, out of memory. Never waits. */
public final class ObjectMetrics {
    private final HandWritten handWritten;

    public ObjectMetrics(HandWritten handWritten) {
        this.handWritten = handWritten;
    }

    /** What is asked, and under which name the answer is given. */
    private record Wanted(ObjectPath.One asked, ObjectPath.One named) {}

    /** Of one object. {@code selector}: of the metric, as text. */
    ObjectReading read(ObjectPath.One path, String selector) {
        if (!OldAdapter.isMeant(path)) {
            return isNamed(path)
                    ? read(List.of(new Wanted(path, path)), selector, Map.of())
                    : refused(
                            Refusal.UNKNOWN_OBJECT,
                            "\"%s\" in namespace \"%s\" is no name of an object of Kubernetes"
                                    .formatted(path.name(), path.namespace()));
        }
        return OldAdapter.workload(path)
                .filter(ObjectMetrics::isNamed)
                .map(workload -> read(List.of(new Wanted(workload, path)), selector, OldAdapter.USUAL))
                .orElseGet(() -> refused(
                        Refusal.UNKNOWN_OBJECT,
                        "Service \"%s\" means no workload: write deployment;<name> or statefulset;<name>"
                                .formatted(path.name())));
    }

    /** Of these pods. {@code selector}: of the metric, as text. */
    ObjectReading read(ObjectPath.Pods path, List<String> pods, String selector) {
        if (pods.isEmpty()) {
            return refused(
                    Refusal.UNKNOWN_OBJECT,
                    "no pod of namespace %s has the labels of the scale target".formatted(path.namespace()));
        }
        var wanted = pods.stream()
                .map(pod -> new ObjectPath.One(Described.POD, path.namespace(), pod, path.metric()))
                .map(pod -> new Wanted(pod, pod))
                .toList();
        return read(wanted, selector, Map.of());
    }

    private ObjectReading read(List<Wanted> wanted, String selector, Map<String, String> usual) {
        var what = what(wanted);
        return switch (LabelSelector.parse(selector)) {
            case ParsedSelector.Malformed(var fault) ->
                refused(
                        Refusal.MALFORMED_SELECTOR,
                        "the metric's label selector \"%s\" cannot be read: %s".formatted(selector, fault));
            case ParsedSelector.Good(var parsed) ->
                switch (WrittenSelector.read(wanted.getFirst().asked.metric(), parsed, usual)) {
                    case SpelledSeries.Bad bad -> new Refused(HandWritten.refused(what, bad));
                    case SpelledSeries.Good(var series) -> read(wanted, parsed, Shape.of(series));
                };
        };
    }

    private ObjectReading read(List<Wanted> wanted, LabelSelector selector, Shape shape) {
        var questions = wanted.stream().map(one -> question(one.asked, shape)).toList();
        var full = handWritten.subscribe(questions);
        if (full.isPresent()) {
            return new Refused(full.get());
        }
        var values = new ArrayList<Value>();
        var gaps = new ArrayList<Served.Withheld>();
        for (int i = 0; i < questions.size(); i++) {
            switch (handWritten.served(questions.get(i))) {
                case Served.Value value -> values.add(value(wanted.get(i).named, value));
                case Served.Withheld withheld -> gaps.add(withheld);
            }
        }
        return values.isEmpty()
                ? new Refused(HandWritten.refused(what(wanted), gaps.getFirst()))
                : new ObjectReading.Found(wanted.getFirst().named.metric(), selector, shape.window(), values);
    }

    private static boolean isNamed(ObjectPath.One path) {
        return ObjectNames.isName(path.name()) && (path.namespace().isEmpty() || ObjectNames.isName(path.namespace()));
    }

    private static Question question(ObjectPath.One path, Shape shape) {
        return path.of().question(path.namespace(), path.name(), shape);
    }

    private static Value value(ObjectPath.One path, Served.Value value) {
        return new Value(path.of(), path.of() == Described.NAMESPACE ? "" : path.namespace(), path.name(), value);
    }

    private static String what(List<Wanted> wanted) {
        var one = wanted.getFirst().named;
        var name = one.namespace().isEmpty() ? one.name() : one.namespace() + "/" + one.name();
        return wanted.size() == 1
                ? "metric %s of %s %s".formatted(one.metric(), one.of().kind(), name)
                : "metric %s of any of %d pods of namespace %s, %s the first"
                        .formatted(one.metric(), wanted.size(), one.namespace(), one.name());
    }

    private static Refused refused(Refusal reason, String message) {
        return new Refused(new Reading.Refused(reason, message));
    }
}
