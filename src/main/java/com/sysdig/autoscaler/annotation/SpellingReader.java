package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.promql.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@link SpelledSeries} and collects all that is wrong with it. */
final class SpellingReader {
    private static final int LONGEST = 256;

    private final Map<String, String> words;
    private final List<String> problems = new ArrayList<>();

    SpellingReader(Map<String, String> words) {
        this.words = words;
    }

    SpelledSeries read(String metric, Scope scope) {
        var name = checked("metric name", metric, MetricNames::read);
        var usual = name == null ? MetricFunction.AVG : MetricNames.function(name);
        var aggregation = word(SpelledSeries.AGGREGATION, Choices::aggregation, Aggregation.Basic.SUM);
        var window = word(SpelledSeries.WINDOW, SeriesReader.WINDOW, SeriesReader.DEFAULT_WINDOW);
        var function = word(SpelledSeries.FUNCTION, Choices.FUNCTION, usual);
        return name == null || aggregation == null || window == null || function == null
                ? new SpelledSeries.Bad(problems)
                : new SpelledSeries.Good(new MetricSpec.Series(name, function, window, aggregation, scope));
    }

    private <T> @Nullable T word(String key, Reader<T> reader, T absent) {
        var text = words.get(key);
        return text == null ? absent : checked(key, text, reader);
    }

    private <T> @Nullable T checked(String what, String text, Reader<T> reader) {
        if (text.length() > LONGEST) {
            problems.add(what + " is longer than " + LONGEST + " characters");
            return null;
        }
        return switch (reader.read(text)) {
            case Reading.Good<T>(var value) -> value;
            case Reading.Bad<T>(var fault, var remedy) -> {
                problems.add("%s \"%s\" %s; %s".formatted(what, text, fault, remedy));
                yield null;
            }
        };
    }
}
