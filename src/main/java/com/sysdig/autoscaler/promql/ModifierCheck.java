package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.AtContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ModifierContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OffsetContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.OffsetDurationContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.PrimaryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SignContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.SubqueryContext;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Checks what is written behind one operand, in order: each modifier changes what the next may be put on. */
final class ModifierCheck {

    /** What the modifiers so far have made of the operand. */
    private enum Kind {
        SELECTOR,
        RANGE,
        SUBQUERY,
        OTHER
    }

    private final Problems problems;
    private final DurationCheck durations;
    private final Token start;
    private Kind kind;
    private ValueType type;
    private boolean offset;
    private boolean at;
    private boolean anchored;
    private boolean smoothed;

    ModifierCheck(Problems problems, PrimaryContext primary, ValueType type) {
        this.problems = problems;
        this.durations = new DurationCheck(problems);
        this.start = primary.getStart();
        this.kind = primary.selector() == null ? Kind.OTHER : Kind.SELECTOR;
        this.type = type;
    }

    ValueType type() {
        return type;
    }

    void apply(ModifierContext modifier) {
        if (modifier.range() != null) {
            durations.checkPositive(modifier.range().duration());
            applyRange(modifier.getStart());
        } else if (modifier.subquery() != null) {
            applySubquery(modifier.subquery());
        } else if (modifier.offset() != null) {
            applyOffset(modifier.offset());
        } else if (modifier.at() != null) {
            applyAt(modifier.at());
        } else {
            anchored |= modifier.ANCHORED() != null;
            smoothed |= modifier.SMOOTHED() != null;
            checkEdges(modifier.getStart());
        }
    }

    private void applyRange(Token bracket) {
        if (kind != Kind.SELECTOR) {
            problems.add(bracket, "ranges only allowed for vector selectors");
        } else if (offset) {
            problems.add(bracket, "no offset modifiers allowed before range");
        } else if (at) {
            problems.add(bracket, "no @ modifiers allowed before range");
        }
        kind = Kind.RANGE;
        type = ValueType.RANGE_VECTOR;
    }

    private void applySubquery(SubqueryContext subquery) {
        subquery.duration().forEach(durations::checkPositive);
        if (type != ValueType.INSTANT_VECTOR) {
            problems.add(start, "subquery is only allowed on instant vector, got %s instead".formatted(type.text()));
        }
        kind = Kind.SUBQUERY;
        type = ValueType.RANGE_VECTOR;
        offset = false;
        at = false;
    }

    private void applyOffset(OffsetContext modifier) {
        durations.visit(modifier);
        if (kind == Kind.OTHER) {
            problems.add(
                    start,
                    "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery");
        } else if (offset) {
            problems.add(start, "offset may not be set multiple times");
        }
        // An offset of nothing is as good as none.
        offset = literal(modifier.offsetDuration())
                .map(seconds -> Math.rint(seconds * 1e9) != 0)
                .orElse(true);
    }

    private static Optional<Double> literal(OffsetDurationContext duration) {
        if (duration.longOffset() != null) {
            return DurationCheck.literal(duration.longOffset().duration());
        }
        return Optional.ofNullable(duration.NUMBER())
                .map(number -> DurationCheck.signed(duration.getRuleContexts(SignContext.class), number.getSymbol()));
    }

    private void applyAt(AtContext modifier) {
        if (modifier.NUMBER() != null) {
            double seconds = NumberText.value(modifier.NUMBER().getText()).orElseThrow();
            if (!(Math.abs(seconds) < 0x1p63)) {
                problems.add(modifier.getStart(), "timestamp out of bounds for @ modifier: %s".formatted(seconds));
            }
        }
        if (kind == Kind.OTHER) {
            problems.add(
                    start,
                    "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery");
        } else if (at) {
            problems.add(start, "@ <timestamp> may not be set multiple times");
        }
        at = true;
    }

    private void checkEdges(Token modifier) {
        if (kind == Kind.SUBQUERY || kind == Kind.OTHER) {
            problems.add(modifier, "%s modifier is only supported for selectors".formatted(modifier.getText()));
        } else if (anchored && smoothed) {
            problems.add(start, "anchored and smoothed modifiers cannot be used together");
        }
    }
}
