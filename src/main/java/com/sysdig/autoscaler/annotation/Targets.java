package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.quantity.ParsedAmount;

/** Amounts above zero. */
final class Targets {
    private static final String REMEDY = "write a Kubernetes quantity above zero, as `100`, `250m` or `1.5k`";

    private Targets() {}

    static Reading<Amount> read(String text) {
        return switch (Amount.parse(text)) {
            case ParsedAmount.Good(Amount amount)
            when amount.equals(Amount.ZERO) -> Reading.bad("is not above zero", REMEDY);
            case ParsedAmount.Good(Amount amount) -> Reading.good(amount);
            case ParsedAmount.Refused(ParsedAmount.Reason reason) ->
                switch (reason) {
                    case MALFORMED -> Reading.bad("is not a Kubernetes quantity", REMEDY);
                    case NEGATIVE -> Reading.bad("is not above zero", REMEDY);
                    case TOO_SMALL -> Reading.bad("is too small", "write at least `1m`");
                    case TOO_LARGE ->
                        Reading.bad("is too large", "write at most `" + new Amount(Long.MAX_VALUE).text() + "`");
                };
        };
    }
}
