package com.sysdig.autoscaler.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast the workload may grow and shrink; what is not given is Kubernetes' own default. */
public record Behavior(Rules up, Rules down) {
    public static final Behavior DEFAULT = new Behavior(Rules.DEFAULT, Rules.DEFAULT);

    Behavior withoutTolerance() {
        return new Behavior(up.withoutTolerance(), down.withoutTolerance());
    }

    /**
     * The rules of one direction.
     *
     * @param stabilization how long the past is looked at before acting, whole seconds
     * @param tolerance the deviation from the target that is ignored, as a ratio 0…1
     */
    public record Rules(
            @Nullable Duration stabilization,
            List<Limit> limits,
            @Nullable Select select,
            @Nullable BigDecimal tolerance) {
        private static final Duration MAX_STABILIZATION = Duration.ofHours(1);

        public static final Rules DEFAULT = new Rules(null, List.of(), null, null);

        public Rules {
            limits = List.copyOf(limits);
            if (stabilization != null
                    && (stabilization.isNegative() || stabilization.compareTo(MAX_STABILIZATION) > 0)) {
                throw new IllegalArgumentException("stabilization " + stabilization);
            }
            if (tolerance != null) {
                if (tolerance.signum() < 0 || tolerance.compareTo(BigDecimal.ONE) > 0) {
                    throw new IllegalArgumentException("tolerance " + tolerance);
                }
                tolerance = tolerance.stripTrailingZeros();
            }
        }

        private Rules withoutTolerance() {
            return new Rules(stabilization, limits, select, null);
        }
    }

    /** At most {@code value} pods or percent within {@code period}. */
    public record Limit(Unit unit, int value, Duration period) {
        private static final Duration MIN_PERIOD = Duration.ofSeconds(1);
        private static final Duration MAX_PERIOD = Duration.ofMinutes(30);

        public Limit {
            if (value < 1 || period.compareTo(MIN_PERIOD) < 0 || period.compareTo(MAX_PERIOD) > 0) {
                throw new IllegalArgumentException("limit of " + value + " in " + period);
            }
        }
    }

    /** What a {@link Limit} counts. */
    public enum Unit {
        PODS("Pods"),
        PERCENT("Percent");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** As in {@code autoscaling/v2}. */
        public String text() {
            return text;
        }
    }

    /** Which of several limits counts. */
    public enum Select {
        MAX("Max"),
        MIN("Min"),
        DISABLED("Disabled");

        private final String text;

        Select(String text) {
            this.text = text;
        }

        /** As in {@code autoscaling/v2} and in the annotation. */
        public String text() {
            return text;
        }
    }
}
