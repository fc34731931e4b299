package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.DurationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.DurationPowerContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.DurationTermContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SignContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParserBaseVisitor;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Checks durations. Prometheus works out only literals while it parses, a number with signs and nothing else: so {@code
 * 5m/0} is an error and {@code 5m/(0)} is none.
 */
final class DurationCheck extends PromqlParserBaseVisitor<@Nullable Void> {

    /** Seconds that a signed 64-bit number of nanoseconds holds. */
    private static final double LONGEST = 0x1p63 / 1e9;

    private final Problems problems;

    DurationCheck(Problems problems) {
        this.problems = problems;
    }

    /** The seconds of a literal; empty for anything that needs working out. */
    static Optional<Double> literal(DurationContext duration) {
        return duration.durationTerm().size() == 1
                        && duration.durationTerm(0).durationPower().size() == 1
                ? literal(duration.durationTerm(0).durationPower(0))
                : Optional.empty();
    }

    private static Optional<Double> literal(DurationPowerContext power) {
        var first = power.signedDuration(0);
        return power.signedDuration().size() == 1 && first.durationAtom().NUMBER() != null
                ? Optional.of(signed(first.sign(), first.durationAtom().NUMBER().getSymbol()))
                : Optional.empty();
    }

    static double signed(List<SignContext> signs, Token number) {
        long minuses = signs.stream().filter(sign -> sign.SUB() != null).count();
        double value = NumberText.value(number.getText()).orElseThrow();
        return minuses % 2 == 0 ? value : -value;
    }

    /** A range or a step: if it is a literal it must be above 0. */
    void checkPositive(DurationContext duration) {
        visit(duration);
        literal(duration)
                .filter(seconds -> seconds <= 0)
                .ifPresent(_ -> problems.add(duration.getStart(), "duration must be greater than 0"));
    }

    @Override
    public @Nullable Void visitTerminal(TerminalNode node) {
        var token = node.getSymbol();
        if (token.getType() == PromqlLexer.NUMBER
                && NumberText.value(token.getText()).orElseThrow() > LONGEST) {
            problems.add(token, "duration out of range");
        }
        return null;
    }

    @Override
    public @Nullable Void visitDurationTerm(DurationTermContext term) {
        var operands = term.durationPower();
        for (int operand = 1; operand < operands.size(); operand++) {
            var operator = (TerminalNode) term.getChild(2 * operand - 1);
            boolean divides = operator.getSymbol().getType() != PromqlLexer.MUL;
            literal(operands.get(operand))
                    .filter(divisor -> divides && divisor == 0)
                    .ifPresent(_ -> problems.add(operator.getSymbol(), "division by zero"));
        }
        return visitChildren(term);
    }
}
