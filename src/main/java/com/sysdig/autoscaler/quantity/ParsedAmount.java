package com.sysdig.autoscaler.quantity;

/** What the text of a quantity comes to. */
public sealed interface ParsedAmount {
    /** Rounded up to thousandths, as the HorizontalPodAutoscaler does. */
    record Good(Amount amount) implements ParsedAmount {}

    /** No amount comes of it. */
    record Refused(Reason reason) implements ParsedAmount {}

    /** Why a text is no amount. */
    enum Reason {
        /** Not Kubernetes' grammar. */
        MALFORMED,
        NEGATIVE,
        /** Above zero, but below {@code 1m}. */
        TOO_SMALL,
        /** More than 63 bits of thousandths. */
        TOO_LARGE
    }
}
