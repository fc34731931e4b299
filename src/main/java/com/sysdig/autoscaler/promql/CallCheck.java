package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.ValueType.INSTANT_VECTOR;
import static com.sysdig.autoscaler.promql.ValueType.SCALAR;
import static com.sysdig.autoscaler.promql.ValueType.STRING;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.AggregationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.CallContext;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Checks functions and aggregations against the arguments that they are given. */
final class CallCheck {

    private final Problems problems;

    CallCheck(Problems problems) {
        this.problems = problems;
    }

    /** Returns the type of the result; of an unknown function any type. */
    ValueType check(CallContext call, List<ValueType> given) {
        var name = call.function().getText();
        if (Signature.isExperimental(name)) {
            problems.add(call.getStart(), "function \"%s\" is not enabled".formatted(name));
        }
        var known = Signature.of(name);
        if (known.isEmpty()) {
            problems.add(call.getStart(), "unknown function with name \"%s\"".formatted(name));
            return INSTANT_VECTOR;
        }
        checkCount(call.getStart(), known.get(), given.size());
        var arguments = call.arguments().expression();
        for (int argument = 0; argument < Math.min(given.size(), known.get().most()); argument++) {
            expect(
                    arguments.get(argument).getStart(),
                    known.get().argument(argument),
                    "call to function \"" + name + "\"",
                    given.get(argument));
        }
        return known.get().result();
    }

    private void checkCount(Token at, Signature function, int given) {
        if (given < function.fewest() || given > function.most()) {
            var bound = function.variadic() == 0 ? "" : given < function.fewest() ? "at least " : "at most ";
            int expected = given < function.fewest() ? function.fewest() : function.most();
            problems.add(
                    at,
                    "expected %s%d argument(s) in call to \"%s\", got %d"
                            .formatted(bound, expected, function.name(), given));
        }
    }

    void checkAggregation(AggregationContext aggregation, List<ValueType> given) {
        if (aggregation.grouping() != null) {
            MatcherReader.labels(aggregation.grouping().labels(), problems);
        }
        var at = aggregation.getStart();
        switch (at.getType()) {
            case PromqlLexer.TOPK, PromqlLexer.BOTTOMK, PromqlLexer.QUANTILE -> checkAggregation(at, given, SCALAR);
            case PromqlLexer.COUNT_VALUES -> checkAggregation(at, given, STRING);
            case PromqlLexer.LIMITK, PromqlLexer.LIMIT_RATIO ->
                problems.add(at, "%s() is experimental and not enabled".formatted(at.getText()));
            default -> checkAggregation(at, given);
        }
    }

    private void checkAggregation(Token at, List<ValueType> given, ValueType... parameter) {
        int expected = parameter.length + 1;
        if (given.isEmpty()) {
            problems.add(at, "no arguments for aggregate expression provided");
        } else if (given.size() != expected) {
            problems.add(
                    at,
                    "wrong number of arguments for aggregate expression provided, expected %d, got %d"
                            .formatted(expected, given.size()));
        } else {
            expect(at, INSTANT_VECTOR, "aggregation expression", given.getLast());
            for (var type : parameter) {
                expect(at, type, "aggregation parameter", given.getFirst());
            }
        }
    }

    private void expect(Token at, ValueType expected, String context, ValueType given) {
        if (expected != given) {
            problems.add(at, "expected type %s in %s, got %s".formatted(expected.text(), context, given.text()));
        }
    }
}
