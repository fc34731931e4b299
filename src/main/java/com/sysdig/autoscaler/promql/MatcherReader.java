package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelMatcherContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelMatchersContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.LabelsContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.MatcherContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SelectorContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Matchers out of the syntax tree. */
final class MatcherReader {

    private MatcherReader() {}

    /** All conditions of a selector, that of a name before the braces first. */
    static List<Matcher> read(SelectorContext selector) {
        var matchers = new ArrayList<Matcher>();
        if (selector.metricName() != null) {
            matchers.add(
                    Matcher.equal(Matcher.METRIC_NAME, selector.metricName().getText()));
        }
        matchersOf(selector.labelMatchers()).forEach(matcher -> matchers.add(read(matcher)));
        return matchers;
    }

    private static List<LabelMatcherContext> matchersOf(@Nullable LabelMatchersContext braces) {
        return braces == null ? List.of() : braces.labelMatcher();
    }

    private static Matcher read(LabelMatcherContext context) {
        return context.matcher() != null
                ? read(context.matcher())
                : Matcher.equal(Matcher.METRIC_NAME, string(context.quotedName().getStart()));
    }

    static Matcher read(MatcherContext context) {
        var label = context.matcherLabel().getStart();
        return new Matcher(
                label.getType() == PromqlLexer.STRING ? string(label) : label.getText(),
                op(context.matcherOp().getStart()),
                string(context.matcherValue().getStart()));
    }

    private static Matcher.Op op(Token token) {
        return switch (token.getType()) {
            case PromqlLexer.MATCH_EQUAL -> Matcher.Op.EQUAL;
            case PromqlLexer.MATCH_NOT_EQUAL -> Matcher.Op.NOT_EQUAL;
            case PromqlLexer.MATCH_REGEX -> Matcher.Op.REGEX;
            default -> Matcher.Op.NOT_REGEX;
        };
    }

    /** The names in a list of labels to group or match by; an empty one is reported. */
    static List<String> labels(@Nullable LabelsContext labels, Problems problems) {
        var names = new ArrayList<String>();
        for (var label : labels == null ? List.<LabelContext>of() : labels.label()) {
            var name = label.STRING() == null
                    ? label.getText()
                    : string(label.STRING().getSymbol());
            if (name.isEmpty()) {
                problems.add(label.getStart(), "invalid label name for grouping: \"\"");
            }
            names.add(name);
        }
        return names;
    }

    /** Reports a regular expression that is none. */
    static void check(MatcherContext context, Problems problems) {
        var matcher = read(context);
        if (matcher.op().regular()) {
            Re2Syntax.problem(matcher.value())
                    .ifPresent(problem -> problems.add(
                            context.matcherValue().getStart(), "error parsing regexp: %s".formatted(problem)));
        }
    }

    /** What a STRING token stands for; {@link WordCheck} has made sure that it stands for something. */
    static String string(Token token) {
        return StringLiteral.decode(token.getText()).orElseThrow();
    }
}
