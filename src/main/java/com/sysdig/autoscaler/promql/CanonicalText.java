package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.AddOperationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.AggregationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.AndOperationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.AtContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ComparisonOperationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.FunctionContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.GroupingContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.IncludeContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelMatcherContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelsContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.MatcherContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.MatchingContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.MultiplyOperationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OffsetContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OrOperationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.PowerOperationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SelectorContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParserBaseVisitor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes a syntax tree as text again, every word from its token, with uniform spacing; on the way it can add matchers to
 * the selectors and replace variables in the strings. The text that leaves here was quoted by us, so that a reader with
 * other ideas of comments or escapes than ours cannot see another query in it.
 *
 * <p>Visiting appends to one text: were the parts of each level joined, a long chain of operators would be copied once
 * per operand.
 */
final class CanonicalText extends PromqlParserBaseVisitor<@Nullable Void> {

    private final StringBuilder text = new StringBuilder();
    private final List<Matcher> required;
    private final Variables variables;

    private CanonicalText(List<Matcher> required, Variables variables) {
        this.required = required;
        this.variables = variables;
    }

    static String of(ParserRuleContext tree) {
        return new CanonicalText(List.of(), Variables.none()).write(tree);
    }

    static String narrowed(QueryContext tree, List<Matcher> required) {
        return new CanonicalText(required, Variables.none()).write(tree);
    }

    static String replaced(QueryContext tree, Variables variables) {
        return new CanonicalText(List.of(), variables).write(tree);
    }

    private String write(ParserRuleContext tree) {
        visit(tree);
        return text.toString();
    }

    @Override
    public @Nullable Void visitTerminal(TerminalNode node) {
        text.append(word(node.getSymbol()));
        return null;
    }

    private String word(Token token) {
        return switch (token.getType()) {
            case PromqlLexer.EOF -> "";
            case PromqlLexer.STRING -> StringLiteral.quote(variables.inText(MatcherReader.string(token)));
            case PromqlLexer.NUMBER -> NumberText.canonical(token.getText());
            case PromqlLexer.COMMA -> ", ";
            case PromqlLexer.ANCHORED, PromqlLexer.SMOOTHED -> " " + keyword(token.getText());
            default -> keyword(token.getText());
        };
    }

    private static String keyword(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Void visitOrOperation(OrOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public @Nullable Void visitAndOperation(AndOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public @Nullable Void visitComparisonOperation(ComparisonOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public @Nullable Void visitAddOperation(AddOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public @Nullable Void visitMultiplyOperation(MultiplyOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public @Nullable Void visitPowerOperation(PowerOperationContext operation) {
        return spaced(operation);
    }

    private @Nullable Void spaced(ParserRuleContext part) {
        text.append(' ');
        visitChildren(part);
        text.append(' ');
        return null;
    }

    @Override
    public @Nullable Void visitMatching(MatchingContext matching) {
        text.append(matching.BOOL() == null ? "" : " bool");
        if (matching.labels() != null) {
            text.append(matching.ON() == null ? " ignoring " : " on ");
            visit(matching.labels());
        }
        if (matching.include() != null) {
            visit(matching.include());
        }
        return null;
    }

    @Override
    public @Nullable Void visitInclude(IncludeContext include) {
        text.append(include.GROUP_LEFT() == null ? " group_right " : " group_left ");
        if (include.labels() == null) {
            text.append("()");
            return null;
        }
        return visit(include.labels());
    }

    @Override
    public @Nullable Void visitAggregation(AggregationContext aggregation) {
        visit(aggregation.aggregator());
        if (aggregation.grouping() != null) {
            visit(aggregation.grouping());
        }
        return visit(aggregation.arguments());
    }

    @Override
    public @Nullable Void visitGrouping(GroupingContext grouping) {
        text.append(grouping.BY() == null ? " without " : " by ");
        visit(grouping.labels());
        text.append(' ');
        return null;
    }

    @Override
    public @Nullable Void visitLabels(LabelsContext labels) {
        var separator = "(";
        for (var label : labels.label()) {
            text.append(separator);
            visit(label);
            separator = ", ";
        }
        text.append(labels.label().isEmpty() ? "()" : ")");
        return null;
    }

    @Override
    public @Nullable Void visitLabel(LabelContext label) {
        text.append(
                label.STRING() == null ? label.getText() : word(label.STRING().getSymbol()));
        return null;
    }

    @Override
    public @Nullable Void visitFunction(FunctionContext function) {
        text.append(function.getText());
        return null;
    }

    @Override
    public @Nullable Void visitSelector(SelectorContext selector) {
        var present = MatcherReader.read(selector);
        var matchers = Stream.concat(
                        selector.labelMatchers() == null
                                ? Stream.of()
                                : selector.labelMatchers().labelMatcher().stream()
                                        .map(this::condition),
                        required.stream()
                                .filter(matcher -> !present.contains(matcher))
                                .map(Matcher::text))
                .sorted()
                .toList();
        text.append(selector.metricName() == null ? "" : selector.metricName().getText());
        if (!matchers.isEmpty()) {
            text.append('{').append(String.join(",", matchers)).append('}');
        }
        return null;
    }

    private String condition(LabelMatcherContext context) {
        return context.matcher() == null ? word(context.quotedName().getStart()) : condition(context.matcher());
    }

    private String condition(MatcherContext context) {
        return MatcherReader.read(context).with(variables).text();
    }

    @Override
    public @Nullable Void visitOffset(OffsetContext offset) {
        text.append(" offset ");
        return visit(offset.offsetDuration());
    }

    @Override
    public @Nullable Void visitAt(AtContext at) {
        text.append(' ');
        visit(at.getChild(0));
        text.append(' ');
        for (int child = 1; child < at.getChildCount(); child++) {
            visit(at.getChild(child));
        }
        return null;
    }
}
