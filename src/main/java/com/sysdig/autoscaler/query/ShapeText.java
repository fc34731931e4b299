package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.promql.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PromQL for a shape: value and facts of many workloads or objects in one text, told apart by {@link PlannedQuery#FACT}. */
final class ShapeText {
    /** URLs of this length pass every proxy once they are percent-encoded. */
    private static final int MAX_LENGTH = 8_000;

    private static final int MAX_LISTED = 20;

    private final String clusterName;
    private final Duration recently;
    private final TimeText time;

    ShapeText(String clusterName, Duration sampleInterval, TimeText time) {
        this.clusterName = clusterName;
        this.recently = sampleInterval.multipliedBy(3);
        this.time = time;
    }

    Matcher cluster() {
        return Matcher.equal(SeriesLabel.CLUSTER.text(), clusterName);
    }

    /** Names are listed where they are few and the text stays short; otherwise the section's borders have to do. */
    String text(Shape shape, Section section, Collection<Workload> workloads) {
        var listed = text(shape, matchers(section, workloads, MAX_LISTED), SeriesLabel.GROUP);
        return listed.length() <= MAX_LENGTH ? listed : text(shape, matchers(section, workloads, 1), SeriesLabel.GROUP);
    }

    /** Names are listed where the text stays short; otherwise every object of the namespace is read. */
    String text(ObjectGroup group, Set<String> names) {
        var by = String.join(",", group.labels());
        var listed =
                text(group.shape(), matchers(group, Matcher.oneOf(group.kind().label(), names)), by);
        return listed.length() <= MAX_LENGTH
                ? listed
                : text(group.shape(), matchers(group, new Matcher(group.kind().label(), Matcher.Op.NOT_EQUAL, "")), by);
    }

    private List<Matcher> matchers(ObjectGroup group, Matcher names) {
        var matchers = new ArrayList<Matcher>();
        matchers.add(Matcher.equal(SeriesLabel.CLUSTER.text(), clusterName));
        if (!group.namespace().isEmpty()) {
            matchers.add(Matcher.equal(SeriesLabel.NAMESPACE.text(), group.namespace()));
        }
        if (!matchers.contains(names)) {
            matchers.add(names);
        }
        return matchers;
    }

    private List<Matcher> matchers(Section section, Collection<Workload> workloads, int mostListed) {
        var matchers = new ArrayList<Matcher>();
        matchers.add(cluster());
        matchers.add(Matcher.oneOf(
                SeriesLabel.KIND.text(),
                workloads.stream().map(workload -> workload.kind().label()).toList()));

        var namespaces = workloads.stream().map(Workload::namespace).collect(Collectors.toSet());
        matchers.addAll(matchers(SeriesLabel.NAMESPACE, section.namespaces(), namespaces, mostListed));

        var names = workloads.stream().map(Workload::name).collect(Collectors.toSet());
        boolean anyName = section.names().equals(NameRange.ALL) && names.size() > 1;
        matchers.addAll(
                anyName
                        ? List.of(new Matcher(SeriesLabel.WORKLOAD.text(), Matcher.Op.NOT_EQUAL, ""))
                        : matchers(SeriesLabel.WORKLOAD, section.names(), names, mostListed));
        return matchers;
    }

    private static List<Matcher> matchers(SeriesLabel label, NameRange range, Set<String> names, int mostListed) {
        return names.size() <= mostListed ? List.of(Matcher.oneOf(label.text(), names)) : range.matchers(label.text());
    }

    private String text(Shape shape, List<Matcher> ours, String group) {
        var by = "by (" + group + ") ";
        var selector = selector(shape, ours.stream());
        var withPod = selector(
                shape, Stream.concat(ours.stream(), Stream.of(new Matcher(SeriesLabel.POD, Matcher.Op.NOT_EQUAL, ""))));
        var counted = "count_over_time(" + selector + seconds(shape.window()) + ")";
        return Stream.of(
                        fact(Fact.VALUE, value(shape, selector + seconds(shape.window()), by)),
                        fact(Fact.SAMPLES, "max " + by + "(" + counted + ")"),
                        fact(Fact.TIME, time.of(SampleTimes.Sampled.now(selector), " " + by)),
                        fact(Fact.PODS, "count " + by + "(" + pods(withPod + seconds(recently), group) + ")"),
                        fact(Fact.SERIES, "count " + by + "(" + counted + ")"))
                .collect(Collectors.joining(" or "));
    }

    private static String value(Shape shape, String windowed, String by) {
        var perSeries = switch (shape.function()) {
            case RATE -> "rate(" + windowed + ")";
            case DELTA_RATE ->
                "sum_over_time(" + windowed + ") / " + shape.window().toSeconds();
            case AVG, MIN, MAX, LAST -> shape.function().text() + "_over_time(" + windowed + ")";
        };
        return switch (shape.aggregation()) {
            case Aggregation.Basic basic -> basic.text() + " " + by + "(" + perSeries + ")";
            case Aggregation.Percentile(int percent) -> "quantile " + by + "(0." + percent + ", " + perSeries + ")";
        };
    }

    private static String pods(String windowed, String group) {
        var byPod = group.endsWith(SeriesLabel.POD) ? group : group + "," + SeriesLabel.POD;
        return "count by (" + byPod + ") (count_over_time(" + windowed + "))";
    }

    private static String selector(Shape shape, Stream<Matcher> ours) {
        return Stream.concat(ours, shape.scope().matchers().stream())
                .map(Matcher::text)
                .collect(Collectors.joining(",", shape.metric() + "{", "}"));
    }

    private static String seconds(Duration window) {
        return "[" + window.toSeconds() + "s]";
    }

    static String fact(Fact fact, String promql) {
        return "label_replace(" + promql + ",\"" + PlannedQuery.FACT + "\",\"" + fact.text() + "\",\"\",\"\")";
    }
}
