package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the metrics API may say about a question at one moment. */
public sealed interface Served {
    /**
     * A number.
     *
     * @param takenAt time of the newest sample behind the number
     */
    record Value(Amount amount, Instant takenAt) implements Served {}

    /**
     * There is no number, and the HorizontalPodAutoscaler has to hold.
     *
     * @param what happened, without a full stop
     * @param since when; null where it has always been so
     * @param remedy what a person can do
     */
    record Withheld(Reason reason, String what, @Nullable Instant since, String remedy) implements Served {}

    /** Appears unchanged in errors, metrics and documentation. */
    enum Reason {
        NOT_ASKED_YET,
        NO_DATA,
        TOO_OLD,
        /** The window has a hole, so that less load cannot be told from less data. */
        INCOMPLETE,
        /** Fewer pods report than before, although they are ready. */
        PODS_UNSEEN,
        /** After a gap a lower number waits until the HorizontalPodAutoscaler remembers again what it wanted. */
        SETTLING,
        /** A target of type {@code Value}, and pods that are not ready would make it smaller. */
        NOT_READY,
        /** Our clock and Sysdig's are too far apart. */
        CLOCK_SKEW,
        AMBIGUOUS,
        NOT_A_NUMBER,
        DOUBTFUL,
        SOURCE_FAILED
    }
}
