package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import com.sysdig.autoscaler.promql.Identifiers;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From name and selector of a metric, as somebody wrote them, to the series that are meant. Four keys of the selector are
 * words to us, all others are labels of Sysdig.
 */
final class WrittenSelector {
    /** The exact spelling of the metric's name, which the API server lower-cases on the way to us. */
    static final String METRIC_NAME = "sysdig.com/metric-name";

    private static final String OURS = "sysdig.com/";
    private static final Set<String> WORDS =
            Set.of(METRIC_NAME, SpelledSeries.AGGREGATION, SpelledSeries.FUNCTION, SpelledSeries.WINDOW);

    /** Where series are from is not for the caller to say. */
    private static final Set<String> SET_BY_US =
            Set.of(Matcher.METRIC_NAME, "kube_cluster_name", "kube_namespace_name");

    private final Map<String, String> words;
    private final List<Matcher> matchers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private WrittenSelector(Map<String, String> words) {
        this.words = new HashMap<>(words);
    }

    /** {@code usual}: words that count where the selector has none. */
    static SpelledSeries read(String metric, LabelSelector selector, Map<String, String> usual) {
        var reading = new WrittenSelector(usual);
        selector.requirements().forEach(reading::take);
        return reading.spelled(metric);
    }

    private SpelledSeries spelled(String metric) {
        var name = words.getOrDefault(METRIC_NAME, metric);
        if (!name.equalsIgnoreCase(metric)) {
            problems.add("%s \"%s\" is another name than \"%s\": it tells only which letters of the name are capitals"
                    .formatted(METRIC_NAME, name, metric));
        }
        return switch (SpelledSeries.read(name, words, new Scope(matchers))) {
            case SpelledSeries.Good good when problems.isEmpty() -> good;
            case SpelledSeries.Good _ -> new SpelledSeries.Bad(problems);
            case SpelledSeries.Bad(var further) -> {
                problems.addAll(further);
                yield new SpelledSeries.Bad(problems);
            }
        };
    }

    private void take(Requirement requirement) {
        var key = requirement.key();
        if (key.startsWith(OURS)) {
            takeWord(requirement);
        } else if (SET_BY_US.contains(key)) {
            problems.add("the selector may not have %s: cluster and namespace are always our own and the caller's"
                    .formatted(key));
        } else if (!Identifiers.isLabelName(key)) {
            problems.add("\"%s\" is no label of Sysdig: write it as Sysdig's explorer shows it, as kube_workload_name"
                    .formatted(key));
        } else {
            takeLabel(requirement);
        }
    }

    private void takeWord(Requirement requirement) {
        var key = requirement.key();
        if (!WORDS.contains(key)) {
            problems.add("\"%s\" means nothing here: there are %s"
                    .formatted(key, WORDS.stream().sorted().toList()));
        } else if (requirement.operator() != Requirement.Operator.EQUALS) {
            problems.add("%s must be given by '='".formatted(key));
        } else {
            words.put(key, requirement.values().first());
        }
    }

    private void takeLabel(Requirement requirement) {
        var key = requirement.key();
        var values = requirement.values();
        switch (requirement.operator()) {
            case EQUALS, IN -> matchers.add(Matcher.oneOf(key, values));
            case NOT_EQUALS, NOT_IN -> matchers.add(Matcher.noneOf(key, values));
            case EXISTS -> matchers.add(new Matcher(key, Matcher.Op.NOT_EQUAL, ""));
            case DOES_NOT_EXIST -> matchers.add(Matcher.equal(key, ""));
            case GREATER_THAN, LESS_THAN ->
                problems.add("'>' and '<' are not possible: labels of Sysdig are texts (%s)".formatted(key));
        }
    }
}
