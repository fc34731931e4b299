package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.ValueType.INSTANT_VECTOR;
import static com.sysdig.autoscaler.promql.ValueType.RANGE_VECTOR;
import static com.sysdig.autoscaler.promql.ValueType.SCALAR;
import static com.sysdig.autoscaler.promql.ValueType.STRING;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function of PromQL.
 *
 * @param variadic how many arguments can be there in place of the last: 0 means that all must be given, 1 that the last can
 *     be left out, -1 that it can be repeated and left out
 */
record Signature(String name, List<ValueType> arguments, int variadic, ValueType result) {

    /** What Prometheus has behind its switch {@code promql-experimental-functions}. */
    private static final Set<String> EXPERIMENTAL = Set.of(
            "end",
            "histogram_quantiles",
            "double_exponential_smoothing",
            "info",
            "integral",
            "max_of",
            "min_of",
            "mad_over_time",
            "ts_of_first_over_time",
            "ts_of_max_over_time",
            "ts_of_min_over_time",
            "ts_of_last_over_time",
            "range",
            "sort_by_label",
            "sort_by_label_desc",
            "start",
            "start_timestamp",
            "step");

    private static final Map<String, Signature> ALL = Stream.of(
                    ofVector(), ofRange(), ofTime(), withScalars(), withStrings(), scalars())
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableMap(Signature::name, Function.identity()));

    static Optional<Signature> of(String function) {
        return Optional.ofNullable(ALL.get(function));
    }

    static boolean isExperimental(String function) {
        return EXPERIMENTAL.contains(function);
    }

    int fewest() {
        return variadic == 0 ? arguments.size() : arguments.size() - 1;
    }

    int most() {
        return variadic < 0 ? Integer.MAX_VALUE : fewest() + variadic;
    }

    /** The type of an argument, counted from 0. */
    ValueType argument(int index) {
        return arguments.get(Math.min(index, arguments.size() - 1));
    }

    private static List<Signature> all(String names, int variadic, ValueType result, ValueType... arguments) {
        return Stream.of(names.split(" "))
                .map(name -> new Signature(name, List.of(arguments), variadic, result))
                .toList();
    }

    private static List<Signature> ofVector() {
        return all(
                "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count "
                        + "histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc "
                        + "sqrt tan tanh timestamp",
                0,
                INSTANT_VECTOR,
                INSTANT_VECTOR);
    }

    private static List<Signature> ofRange() {
        return all(
                "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate "
                        + "last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time "
                        + "stdvar_over_time sum_over_time",
                0,
                INSTANT_VECTOR,
                RANGE_VECTOR);
    }

    private static List<Signature> ofTime() {
        return all(
                "days_in_month day_of_month day_of_week day_of_year hour minute month year",
                1,
                INSTANT_VECTOR,
                INSTANT_VECTOR);
    }

    private static List<Signature> withScalars() {
        return List.of(
                new Signature("clamp", List.of(INSTANT_VECTOR, SCALAR, SCALAR), 0, INSTANT_VECTOR),
                new Signature("clamp_max", List.of(INSTANT_VECTOR, SCALAR), 0, INSTANT_VECTOR),
                new Signature("clamp_min", List.of(INSTANT_VECTOR, SCALAR), 0, INSTANT_VECTOR),
                new Signature("histogram_fraction", List.of(SCALAR, SCALAR, INSTANT_VECTOR), 0, INSTANT_VECTOR),
                new Signature("histogram_quantile", List.of(SCALAR, INSTANT_VECTOR), 0, INSTANT_VECTOR),
                new Signature("predict_linear", List.of(RANGE_VECTOR, SCALAR), 0, INSTANT_VECTOR),
                new Signature("quantile_over_time", List.of(SCALAR, RANGE_VECTOR), 0, INSTANT_VECTOR),
                new Signature("round", List.of(INSTANT_VECTOR, SCALAR), 1, INSTANT_VECTOR));
    }

    private static List<Signature> withStrings() {
        return List.of(
                new Signature(
                        "label_replace", List.of(INSTANT_VECTOR, STRING, STRING, STRING, STRING), 0, INSTANT_VECTOR),
                new Signature("label_join", List.of(INSTANT_VECTOR, STRING, STRING, STRING), -1, INSTANT_VECTOR));
    }

    private static List<Signature> scalars() {
        return List.of(
                new Signature("pi", List.of(), 0, SCALAR),
                new Signature("time", List.of(), 0, SCALAR),
                new Signature("scalar", List.of(INSTANT_VECTOR), 0, SCALAR),
                new Signature("vector", List.of(SCALAR), 0, INSTANT_VECTOR));
    }
}
