package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.CallContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ConjunctionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ExpressionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ModifierContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OperandContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParserBaseVisitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Collects the selectors of a query. */
final class SelectorReader extends PromqlParserBaseVisitor<@Nullable Void> {

    private final List<Selector> selectors = new ArrayList<>();
    private boolean optional;

    private SelectorReader() {}

    static List<Selector> of(QueryContext tree) {
        var reader = new SelectorReader();
        reader.visit(tree);
        return List.copyOf(reader.selectors);
    }

    @Override
    public @Nullable Void visitExpression(ExpressionContext expression) {
        boolean isOr = !expression.orOperation().isEmpty();
        expression.conjunction().forEach(operand -> visit(operand, isOr));
        return null;
    }

    @Override
    public @Nullable Void visitConjunction(ConjunctionContext conjunction) {
        var operands = conjunction.comparison();
        var operations = conjunction.andOperation();
        visit(operands.getFirst());
        for (int operation = 0; operation < operations.size(); operation++) {
            visit(operands.get(operation + 1), operations.get(operation).UNLESS() != null);
        }
        return null;
    }

    @Override
    public @Nullable Void visitCall(CallContext call) {
        visit(call.arguments(), call.function().getText().startsWith("absent"));
        return null;
    }

    private void visit(ParseTree part, boolean isOptional) {
        boolean before = optional;
        optional |= isOptional;
        visit(part);
        optional = before;
    }

    @Override
    public @Nullable Void visitOperand(OperandContext operand) {
        var selector = operand.primary().selector();
        if (selector == null) {
            return visit(operand.primary());
        }
        var own = operand.modifier().stream()
                .takeWhile(modifier -> modifier.subquery() == null)
                .toList();
        var range = own.stream()
                .filter(modifier -> modifier.range() != null)
                .map(modifier -> modifier.range().duration())
                .findFirst();
        selectors.add(new Selector(
                CanonicalText.of(selector),
                MatcherReader.read(selector),
                range.map(CanonicalText::of),
                range.flatMap(DurationCheck::literal).map(SelectorReader::duration),
                modifiers(own),
                optional));
        return null;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static String modifiers(List<ModifierContext> own) {
        return own.stream()
                .filter(modifier -> modifier.offset() != null || modifier.at() != null)
                .map(CanonicalText::of)
                .collect(Collectors.joining())
                .strip();
    }
}
