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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Writes a syntax tree as text again, every word from its token, with uniform spacing; on the way it can add matchers to
 * the selectors and replace variables in the strings. The text that leaves here was quoted by us, so that a reader with
 * other ideas of comments or escapes than ours cannot see another query in it.
 */
final class CanonicalText extends PromqlParserBaseVisitor<String> {

    private final List<Matcher> required;
    private final Variables variables;

    private CanonicalText(List<Matcher> required, Variables variables) {
        this.required = required;
        this.variables = variables;
    }

    static String of(ParserRuleContext tree) {
        return new CanonicalText(List.of(), Variables.none()).visit(tree);
    }

    static String narrowed(QueryContext tree, List<Matcher> required) {
        return new CanonicalText(required, Variables.none()).visit(tree);
    }

    static String replaced(QueryContext tree, Variables variables) {
        return new CanonicalText(List.of(), variables).visit(tree);
    }

    @Override
    protected String defaultResult() {
        return "";
    }

    @Override
    protected String aggregateResult(String before, String next) {
        return before + next;
    }

    @Override
    public String visitTerminal(TerminalNode node) {
        var token = node.getSymbol();
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
    public String visitOrOperation(OrOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public String visitAndOperation(AndOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public String visitComparisonOperation(ComparisonOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public String visitAddOperation(AddOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public String visitMultiplyOperation(MultiplyOperationContext operation) {
        return spaced(operation);
    }

    @Override
    public String visitPowerOperation(PowerOperationContext operation) {
        return spaced(operation);
    }

    private String spaced(ParserRuleContext operation) {
        return " " + visitChildren(operation) + " ";
    }

    @Override
    public String visitMatching(MatchingContext matching) {
        var text = matching.BOOL() == null ? "" : " bool";
        if (matching.labels() == null) {
            return text;
        }
        var include = matching.include() == null ? "" : visit(matching.include());
        return text + (matching.ON() == null ? " ignoring " : " on ") + visit(matching.labels()) + include;
    }

    @Override
    public String visitInclude(IncludeContext include) {
        var labels = include.labels() == null ? "()" : visit(include.labels());
        return (include.GROUP_LEFT() == null ? " group_right " : " group_left ") + labels;
    }

    @Override
    public String visitAggregation(AggregationContext aggregation) {
        var grouping = aggregation.grouping() == null ? "" : " " + visit(aggregation.grouping()) + " ";
        return visit(aggregation.aggregator()) + grouping + visit(aggregation.arguments());
    }

    @Override
    public String visitGrouping(GroupingContext grouping) {
        return (grouping.BY() == null ? "without " : "by ") + visit(grouping.labels());
    }

    @Override
    public String visitLabels(LabelsContext labels) {
        return labels.label().stream().map(this::visit).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String visitLabel(LabelContext label) {
        return label.STRING() == null ? label.getText() : visit(label.STRING());
    }

    @Override
    public String visitFunction(FunctionContext function) {
        return function.getText();
    }

    @Override
    public String visitSelector(SelectorContext selector) {
        var present = MatcherReader.read(selector);
        var matchers = Stream.concat(
                        selector.labelMatchers() == null
                                ? Stream.of()
                                : selector.labelMatchers().labelMatcher().stream()
                                        .map(this::visit),
                        required.stream()
                                .filter(matcher -> !present.contains(matcher))
                                .map(Matcher::text))
                .sorted()
                .toList();
        var name = selector.metricName() == null ? "" : selector.metricName().getText();
        return matchers.isEmpty() ? name : name + "{" + String.join(",", matchers) + "}";
    }

    @Override
    public String visitMatcher(MatcherContext context) {
        var matcher = MatcherReader.read(context);
        var value = matcher.op().regular() ? variables.inRegex(matcher.value()) : variables.inText(matcher.value());
        var label = context.matcherLabel().STRING() == null ? matcher.label() : variables.inText(matcher.label());
        return new Matcher(label, matcher.op(), value).text();
    }

    @Override
    public String visitOffset(OffsetContext offset) {
        return " offset " + visit(offset.offsetDuration());
    }

    @Override
    public String visitAt(AtContext at) {
        return " @ " + visitChildren(at).substring(1);
    }
}
