package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.ValueType.INSTANT_VECTOR;
import static com.sysdig.autoscaler.promql.ValueType.SCALAR;
import static com.sysdig.autoscaler.promql.ValueType.STRING;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.AdditionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.AggregationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.CallContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ComparisonContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ConjunctionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ExpressionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.MultiplicationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.NumberContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OperandContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ParenthesizedContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.PowerContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.PrimaryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SelectorContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SignedContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.StringContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParserBaseVisitor;
import org.antlr.v4.runtime.ParserRuleContext;

/** Works out the type of an expression from the types of its parts, and reports parts that do not go together. */
final class TypeCheck extends PromqlParserBaseVisitor<ValueType> {

    private final Problems problems;
    private final OperationCheck operations;
    private final CallCheck calls;

    private TypeCheck(Problems problems) {
        this.problems = problems;
        this.operations = new OperationCheck(problems);
        this.calls = new CallCheck(problems);
    }

    static Parsed<ValueType> of(QueryContext tree) {
        var problems = new Problems();
        var type = new TypeCheck(problems).visit(tree.expression());
        return problems.orValid(() -> type);
    }

    @Override
    public ValueType visitExpression(ExpressionContext expression) {
        return fromLeft(expression);
    }

    @Override
    public ValueType visitConjunction(ConjunctionContext conjunction) {
        return fromLeft(conjunction);
    }

    @Override
    public ValueType visitComparison(ComparisonContext comparison) {
        return fromLeft(comparison);
    }

    @Override
    public ValueType visitAddition(AdditionContext addition) {
        return fromLeft(addition);
    }

    @Override
    public ValueType visitMultiplication(MultiplicationContext multiplication) {
        return fromLeft(multiplication);
    }

    /** Children are operand, operation, operand and so on. */
    private ValueType fromLeft(ParserRuleContext chain) {
        var type = visit(chain.getChild(0));
        for (int child = 1; child < chain.getChildCount(); child += 2) {
            type = operations.check(type, (ParserRuleContext) chain.getChild(child), visit(chain.getChild(child + 1)));
        }
        return type;
    }

    @Override
    public ValueType visitPower(PowerContext power) {
        int last = power.getChildCount() - 1;
        var type = visit(power.getChild(last));
        for (int child = last - 1; child > 0; child -= 2) {
            type = operations.check(visit(power.getChild(child - 1)), (ParserRuleContext) power.getChild(child), type);
        }
        return type;
    }

    @Override
    public ValueType visitSigned(SignedContext signed) {
        var type = visit(signed.operand());
        if (!signed.sign().isEmpty() && type != SCALAR && type != INSTANT_VECTOR) {
            problems.add(
                    signed.getStart(),
                    "unary expression only allowed on expressions of type scalar or instant vector, got \"%s\""
                            .formatted(type.text()));
        }
        return type;
    }

    @Override
    public ValueType visitOperand(OperandContext operand) {
        var type = visit(operand.primary());
        var modifiers = new ModifierCheck(problems, operand.primary(), type);
        operand.modifier().forEach(modifiers::apply);
        return modifiers.type();
    }

    @Override
    public ValueType visitPrimary(PrimaryContext primary) {
        return visit(primary.getChild(0));
    }

    @Override
    public ValueType visitNumber(NumberContext number) {
        return SCALAR;
    }

    @Override
    public ValueType visitString(StringContext string) {
        return STRING;
    }

    @Override
    public ValueType visitParenthesized(ParenthesizedContext parenthesized) {
        return visit(parenthesized.expression());
    }

    @Override
    public ValueType visitAggregation(AggregationContext aggregation) {
        var types =
                aggregation.arguments().expression().stream().map(this::visit).toList();
        calls.checkAggregation(aggregation, types);
        return INSTANT_VECTOR;
    }

    @Override
    public ValueType visitCall(CallContext call) {
        var types = call.arguments().expression().stream().map(this::visit).toList();
        return calls.check(call, types);
    }

    @Override
    public ValueType visitSelector(SelectorContext selector) {
        new SelectorCheck(problems).check(selector);
        return INSTANT_VECTOR;
    }
}
