package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.AggregationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.CallContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ExpressionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OperandContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParserBaseVisitor;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;

/** Whether the text of a checked query is enough to see that it yields one number at most. */
final class OneNumber extends PromqlParserBaseVisitor<Boolean> {

    private static final Set<String> MANY = Set.of("topk", "bottomk", "count_values");
    /** What yields one number by itself: from nothing, or from any number of series. */
    private static final Set<String> ONE = Set.of("pi", "time", "scalar", "vector", "absent", "absent_over_time");
    /** What gives its number labels. */
    private static final Set<String> LABELLED = Set.of("absent", "absent_over_time", "label_join", "label_replace");

    /** Whether the number may have no labels. */
    private final boolean bare;

    private OneNumber(boolean bare) {
        this.bare = bare;
    }

    static boolean of(ValueType type, QueryContext tree) {
        return (type == ValueType.SCALAR || type == ValueType.INSTANT_VECTOR) && new OneNumber(false).visit(tree);
    }

    /** An expression of several operands: what is made of single numbers is a single number. */
    @Override
    public Boolean visitChildren(RuleNode node) {
        for (int child = 0; child < node.getChildCount(); child++) {
            if (node.getChild(child) instanceof RuleNode part && yieldsMany(part)) {
                return false;
            }
        }
        return true;
    }

    private boolean yieldsMany(ParseTree part) {
        return !visit(part);
    }

    /** Numbers of different labels stand beside each other behind an {@code or}. */
    @Override
    public Boolean visitExpression(ExpressionContext expression) {
        return (expression.orOperation().isEmpty() ? this : new OneNumber(true)).visitChildren(expression);
    }

    @Override
    public Boolean visitOperand(OperandContext operand) {
        return operand.modifier().isEmpty() && operand.primary().selector() == null && visit(operand.primary());
    }

    @Override
    public Boolean visitAggregation(AggregationContext aggregation) {
        var grouping = aggregation.grouping();
        boolean grouped = grouping != null
                && (grouping.WITHOUT() != null || !grouping.labels().label().isEmpty());
        return !grouped && !MANY.contains(CanonicalText.of(aggregation.aggregator()));
    }

    @Override
    public Boolean visitCall(CallContext call) {
        var function = call.function().getText();
        return !(bare && LABELLED.contains(function)) && (ONE.contains(function) || visit(call.arguments()));
    }
}
