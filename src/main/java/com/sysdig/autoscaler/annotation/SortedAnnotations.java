package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.annotation.AnnotationKey.Level;
import com.sysdig.autoscaler.policy.MetricSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Our annotations by what they speak of: the workload, or one metric. Keys that do not exist are reported here. */
final class SortedAnnotations {
    private static final int MAX_METRICS = 20;
    private static final int MAX_ID = 20;
    /** Unknown keys that are compared with all known ones. Who has more of them has not misspelt them. */
    private static final int MOST_GUESSES = 20;

    /** Metrics that are read, one annotation after the other, where there are too many. */
    private static final int MOST_READ = 2 * MAX_METRICS;

    private static final Pattern ID = Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?");

    private final Problems problems;
    private final Fields workload;
    /** Whether a metric was meant that no id can be told of; set while keys are sorted. */
    private boolean unreadableId;

    /** So far; for one parse. */
    private int unknownKeys;

    private final SortedMap<String, Fields> metrics = new TreeMap<>(MetricSpec.ID_ORDER);

    private SortedAnnotations(Problems problems) {
        this.problems = problems;
        this.workload = new Fields(MetricSpec.DEFAULT_ID, problems);
    }

    static SortedAnnotations of(SortedMap<String, String> ours, Problems problems) {
        var sorted = new SortedAnnotations(problems);
        ours.forEach((key, value) -> sorted.add(WrittenKey.of(key), value.strip()));
        sorted.checkNumberOfMetrics();
        return sorted;
    }

    Fields workload() {
        return workload;
    }

    /**
     * By id; {@code default} comes first. Far too many are not all of them. If the annotations speak of no metric, one without annotations; none if they speak
     * of metrics whose id is wrong.
     */
    List<Fields> metrics() {
        return metrics.isEmpty() && !unreadableId
                ? List.of(new Fields(MetricSpec.DEFAULT_ID, problems))
                : metrics.values().stream().limit(MOST_READ).toList();
    }

    private void add(WrittenKey written, String value) {
        KeyNames.find(written.name()).ifPresentOrElse(key -> add(key, written, value), () -> unknown(written, value));
    }

    private void add(AnnotationKey key, WrittenKey written, String value) {
        if (key.level() == Level.WORKLOAD && written.hasId()) {
            problems.add(
                    written.text(),
                    value,
                    "is for the whole workload and takes no suffix",
                    "write `" + key.key() + "`");
            workload.spoil(key);
        } else if (written.hasId() && written.id().equals(MetricSpec.DEFAULT_ID)) {
            problems.add(
                    written.text(),
                    value,
                    "the metric called default is written without suffix",
                    "write `" + key.key() + "`");
            metric(MetricSpec.DEFAULT_ID).spoil(key);
        } else if (!isId(written.id())) {
            problems.add(
                    written.text(),
                    value,
                    "the suffix is not a lower-case DNS label of at most " + MAX_ID + " characters",
                    "write letters a-z, digits and inner hyphens, as in `" + key.key("latency") + "`");
            unreadableId = true;
        } else {
            put(key, written, value);
        }
    }

    private void put(AnnotationKey key, WrittenKey written, String value) {
        var fields = key.level() == Level.WORKLOAD ? workload : metric(written.id());
        if (value.isEmpty()) {
            problems.add(written.text(), value, "is empty", "give it a value, or remove the annotation");
            fields.spoil(key);
        } else if (value.length() > key.maxLength()) {
            problems.add(
                    written.text(),
                    value,
                    "is " + value.length() + " characters long",
                    "write at most " + key.maxLength() + " characters");
            fields.spoil(key);
        } else {
            fields.put(key, value);
        }
    }

    private void unknown(WrittenKey written, String value) {
        var meant = unknownKeys++ < MOST_GUESSES ? KeyNames.nearest(written.name()) : Optional.<AnnotationKey>empty();
        if (meant.isEmpty()) {
            problems.add(
                    written.text(),
                    value,
                    "there is no such annotation",
                    "remove it, or write one that docs/annotations.md has");
            return;
        }
        var key = meant.get();
        var suggested = isId(written.id()) ? key.key(written.id()) : key.key();
        problems.add(written.text(), value, "there is no such annotation", "did you mean `" + suggested + "`?");
        if (key.level() == Level.WORKLOAD) {
            workload.spoil(key);
        } else if (isId(written.id())) {
            metric(written.id()).spoil(key);
        } else {
            unreadableId = true;
        }
    }

    private Fields metric(String id) {
        return metrics.computeIfAbsent(id, each -> new Fields(each, problems));
    }

    private void checkNumberOfMetrics() {
        if (metrics.size() > MAX_METRICS) {
            problems.missing(
                    AnnotationKey.METRIC.key(metrics.lastKey()),
                    "the workload has " + metrics.size() + " metrics",
                    "keep at most " + MAX_METRICS);
        }
    }

    private static boolean isId(String id) {
        return id.length() <= MAX_ID && ID.matcher(id).matches();
    }

    /** A key as found, {@code sysdig.com/scale-target.latency}; without suffix the id is {@code default}. */
    private record WrittenKey(String text, String name, boolean hasId, String id) {
        static WrittenKey of(String text) {
            var name = text.substring(text.indexOf('/') + 1);
            var dot = name.indexOf('.');
            return dot < 0
                    ? new WrittenKey(text, name, false, MetricSpec.DEFAULT_ID)
                    : new WrittenKey(text, name.substring(0, dot), true, name.substring(dot + 1));
        }
    }
}
