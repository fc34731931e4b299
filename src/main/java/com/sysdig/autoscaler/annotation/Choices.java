package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.Behavior.Select;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.Pause;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values out of a fixed list; case matters. */
final class Choices<T> implements Reader<T> {
    static final Reader<MetricTarget.Type> TARGET_TYPE = of(MetricTarget.Type.values(), MetricTarget.Type::text);
    static final Reader<MetricFunction> FUNCTION = of(MetricFunction.values(), MetricFunction::text);
    static final Reader<Select> SELECT = of(Select.values(), Select::text);
    static final Reader<OnEmpty> ON_EMPTY = of(OnEmpty.values(), value -> switch (value) {
        case MISSING -> "missing";
        case ZERO -> "zero";
    });
    static final Reader<Pause> PAUSED = of(Pause.values(), value -> switch (value) {
        case BOTH -> "true";
        case NONE -> "false";
        case UP -> "up";
        case DOWN -> "down";
    });

    private static final Choices<Aggregation> BASIC_AGGREGATION =
            new Choices<>(texts(Aggregation.Basic.values(), Aggregation::text), ", or `p50`…`p99`");
    private static final Pattern PERCENTILE = Pattern.compile("p[5-9][0-9]");

    private final Map<String, T> values;
    private final String further;

    private Choices(Map<String, T> values, String further) {
        this.values = values;
        this.further = further;
    }

    static Reading<Aggregation> aggregation(String text) {
        return PERCENTILE.matcher(text).matches()
                ? Reading.good(new Aggregation.Percentile(Integer.parseInt(text.substring(1))))
                : BASIC_AGGREGATION.read(text);
    }

    @Override
    public Reading<T> read(String text) {
        var value = values.get(text);
        if (value != null) {
            return Reading.good(value);
        }
        var all = values.keySet().stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
        return Reading.bad(
                "is not one of the values",
                Suggestions.nearest(text, values.keySet())
                                .map(meant -> "did you mean `" + meant + "`? ")
                                .orElse("")
                        + "write one of " + all + further);
    }

    private static <T> Reader<T> of(T[] values, Function<T, String> text) {
        return new Choices<>(texts(values, text), "");
    }

    private static <T, V extends T> Map<String, T> texts(V[] values, Function<T, String> text) {
        var texts = new LinkedHashMap<String, T>();
        Arrays.stream(values).forEach(value -> texts.put(text.apply(value), value));
        return texts;
    }
}
