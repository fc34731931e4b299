package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.ValueType.INSTANT_VECTOR;
import static com.sysdig.autoscaler.promql.ValueType.SCALAR;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.MatchingContext;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Checks what stands on both sides of an operator. */
final class OperationCheck {

    private static final Set<Integer> COMPARISONS = Set.of(
            PromqlLexer.EQUALS,
            PromqlLexer.NOT_EQUALS,
            PromqlLexer.LESS,
            PromqlLexer.LESS_EQUALS,
            PromqlLexer.GREATER,
            PromqlLexer.GREATER_EQUALS);
    private static final Set<Integer> SET_OPERATORS = Set.of(PromqlLexer.AND, PromqlLexer.OR, PromqlLexer.UNLESS);

    private final Problems problems;

    OperationCheck(Problems problems) {
        this.problems = problems;
    }

    /**
     * Works out the type of the result.
     *
     * @param operation operator with matching, of any level of precedence
     */
    ValueType check(ValueType left, ParserRuleContext operation, ValueType right) {
        var operator = operation.getStart();
        var matching = operation.getRuleContext(MatchingContext.class, 0);
        checkBool(left, operator, matching.BOOL() != null, right);
        if (!isNumeric(left) || !isNumeric(right)) {
            problems.add(operator, "binary expression must contain only scalar and instant vector types");
        }
        boolean vectors = left == INSTANT_VECTOR && right == INSTANT_VECTOR;
        checkMatching(operator, matching, vectors);
        if (!vectors && SET_OPERATORS.contains(operator.getType())) {
            problems.add(
                    operator,
                    "set operator \"%s\" not allowed in binary scalar expression".formatted(operator.getText()));
        }
        return left == SCALAR && right == SCALAR ? SCALAR : INSTANT_VECTOR;
    }

    private static boolean isNumeric(ValueType type) {
        return type == SCALAR || type == INSTANT_VECTOR;
    }

    private void checkBool(ValueType left, Token operator, boolean bool, ValueType right) {
        boolean comparison = COMPARISONS.contains(operator.getType());
        if (bool && !comparison) {
            problems.add(operator, "bool modifier can only be used on comparison operators");
        }
        if (comparison && !bool && left == SCALAR && right == SCALAR) {
            problems.add(operator, "comparisons between scalars must use BOOL modifier");
        }
    }

    private void checkMatching(Token operator, MatchingContext matching, boolean vectors) {
        var labels = MatcherReader.labels(matching.labels(), problems);
        if (!vectors && !labels.isEmpty()) {
            problems.add(operator, "vector matching only allowed between instant vectors");
        }
        if (matching.include() == null) {
            return;
        }
        if (vectors && SET_OPERATORS.contains(operator.getType())) {
            problems.add(operator, "no grouping allowed for \"%s\" operation".formatted(operator.getText()));
        }
        var included = MatcherReader.labels(matching.include().labels(), problems);
        if (matching.ON() != null) {
            included.stream()
                    .filter(Set.copyOf(labels)::contains)
                    .findFirst()
                    .ifPresent(label -> problems.add(
                            operator,
                            "label %s must not occur in ON and GROUP clause at once"
                                    .formatted(StringLiteral.quote(label))));
        }
    }
}
