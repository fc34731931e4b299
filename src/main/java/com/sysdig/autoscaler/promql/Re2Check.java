package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.Re2Parser.AlternationContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.AtomContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.CharacterContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.ConcatenationContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.ItemContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.PatternContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.QuantifierContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.RepetitionContext;
import com.sysdig.autoscaler.promql.grammar.Re2Parser.SetContext;
import com.sysdig.autoscaler.promql.grammar.Re2ParserBaseVisitor;
import org.antlr.v4.runtime.Token;

/** Checks what the grammar of regular expressions cannot say, counts and ranges, and works out the shape. */
final class Re2Check extends Re2ParserBaseVisitor<Re2Shape> {

    /** How often RE2 repeats a part by counts, those of counts within counts multiplied. */
    private static final int MOST_COPIES = 1000;

    private final Problems problems;

    private Re2Check(Problems problems) {
        this.problems = problems;
    }

    static Parsed<Re2Shape> of(PatternContext pattern) {
        var problems = new Problems();
        var shape = new Re2Check(problems).visit(pattern.alternation());
        return problems.orValid(() -> shape);
    }

    @Override
    public Re2Shape visitAlternation(AlternationContext alternation) {
        return alternation.concatenation().stream()
                .map(this::visit)
                .reduce(Re2Shape::or)
                .orElse(Re2Shape.NOTHING);
    }

    @Override
    public Re2Shape visitConcatenation(ConcatenationContext concatenation) {
        return concatenation.repetition().stream().map(this::visit).reduce(Re2Shape.NOTHING, Re2Shape::followedBy);
    }

    @Override
    public Re2Shape visitRepetition(RepetitionContext repetition) {
        if (repetition.atom() == null) {
            return Re2Shape.NOTHING;
        }
        var shape = visit(repetition.atom());
        return repetition.quantifier() == null ? shape : repeated(shape, repetition.atom(), repetition.quantifier());
    }

    private Re2Shape repeated(Re2Shape shape, AtomContext atom, QuantifierContext quantifier) {
        if (quantifier.ONE_OR_MORE() != null) {
            return shape;
        }
        var repeated = quantifier.COUNT() == null
                ? shape.optional()
                : counted(shape, quantifier.COUNT().getSymbol());
        // Only the last character of a quoted text is repeated.
        return atom.QUOTED() != null && quoted(atom).length() > 1 ? shape : repeated;
    }

    private Re2Shape counted(Re2Shape shape, Token count) {
        var text = count.getText();
        var bounds = text.substring(1, text.indexOf('}')).split(",", -1);
        int fewest = bound(bounds[0]);
        int most = bound(bounds[bounds.length - 1]);
        boolean unbounded = bounds.length == 2 && bounds[1].isEmpty();
        var repeated = shape.times(fewest, unbounded ? fewest : most);
        if (fewest > MOST_COPIES
                || most > MOST_COPIES
                || repeated.copies() > MOST_COPIES
                || (!unbounded && fewest > most)) {
            problems.add(count, "invalid repeat count %s".formatted(StringLiteral.quote(text)));
        }
        return repeated;
    }

    private static int bound(String digits) {
        return digits.isEmpty() ? 0 : digits.length() > 4 ? MOST_COPIES + 1 : Integer.parseInt(digits);
    }

    @Override
    public Re2Shape visitAtom(AtomContext atom) {
        if (atom.group() != null) {
            return visit(atom.group().alternation());
        }
        if (atom.set() != null) {
            return visit(atom.set());
        }
        boolean empty = atom.TEXT_EDGE() != null
                || (atom.QUOTED() != null && quoted(atom).isEmpty());
        return empty ? Re2Shape.NOTHING : Re2Shape.SOMETHING;
    }

    private static String quoted(AtomContext atom) {
        var text = atom.getText().substring(2);
        return text.endsWith("\\E") ? text.substring(0, text.length() - 2) : text;
    }

    @Override
    public Re2Shape visitSet(SetContext set) {
        if (set.upTo() != null && set.upTo().character() != null) {
            checkRange(set.getStart(), ']', set.upTo().character());
        }
        set.item().forEach(this::visit);
        return Re2Shape.SOMETHING;
    }

    @Override
    public Re2Shape visitItem(ItemContext item) {
        if (item.character() != null && item.upTo().character() != null) {
            checkRange(
                    item.getStart(),
                    Re2Words.character(item.getStart().getText()),
                    item.upTo().character());
        }
        return Re2Shape.SOMETHING;
    }

    private void checkRange(Token at, int first, CharacterContext last) {
        if (first > Re2Words.character(last.getText())) {
            problems.add(
                    at,
                    "invalid character class range that ends with %s".formatted(StringLiteral.quote(last.getText())));
        }
    }
}
