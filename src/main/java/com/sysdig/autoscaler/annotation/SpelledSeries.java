package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.promql.Scope;
import java.util.List;
import java.util.Map;

/** What a hand-written HorizontalPodAutoscaler says about a metric, in the words and within the limits of annotations. */
public sealed interface SpelledSeries {
    String AGGREGATION = "sysdig.com/aggregation";
    String FUNCTION = "sysdig.com/function";
    String WINDOW = "sysdig.com/window";

    record Good(MetricSpec.Series series) implements SpelledSeries {}

    /** {@code problems}: each what is wrong and what to write instead; at least one. */
    record Bad(List<String> problems) implements SpelledSeries {
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads the name, a legacy one too, and what stands behind the three keys; without a word the aggregation is
     * {@code sum}, function and window are those of annotations.
     */
    static SpelledSeries read(String metric, Map<String, String> words, Scope scope) {
        return new SpellingReader(words).read(metric, scope);
    }
}
