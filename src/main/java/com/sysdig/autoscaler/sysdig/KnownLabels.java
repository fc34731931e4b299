package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.query.SeriesLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels that answers had, for the next ones, which have the same but for a few: made anew each time, those of ten thousand
 * workloads would live just long enough to get into the old generation, whose collection stops every reader. Safe for use
 * by several threads.
 */
final class KnownLabels {
    /** With an answer after so long, those are forgotten that none has had for so long. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Each with its texts some 400 bytes. */
    private static final int MOST = 20_000;

    /** As many as a workload's rows carry. Those of a raw query may be many, and long. */
    private static final int MOST_LABELS = SeriesLabel.values().length;

    /** All names and values of one together, in characters. */
    private static final int LONGEST = 512;

    private Map<List<String>, Labels> recent = new HashMap<>();
    private Map<List<String>, Labels> older = Map.of();
    private Instant turned = Instant.MIN;

    /** The same twice: by name, value, name, value, and to look values up. */
    private record Labels(List<String> namesAndValues, Map<String, String> byName) {}

    /** Before an answer is read. */
    synchronized void forgetOld(Instant now) {
        if (now.isBefore(turned) || !now.minus(KEPT).isBefore(turned)) {
            older = recent;
            recent = new HashMap<>();
            turned = now;
        }
    }

    synchronized @Nullable Map<String, String> get(List<String> namesAndValues) {
        var labels = recent.get(namesAndValues);
        if (labels == null) {
            labels = older.get(namesAndValues);
            if (labels != null && recent.size() < MOST) {
                recent.put(labels.namesAndValues, labels);
            }
        }
        return labels == null ? null : labels.byName;
    }

    /** False where it is not held, since there are too many, or it is none of a workload. */
    synchronized boolean hold(List<String> namesAndValues, Map<String, String> byName) {
        boolean held = recent.size() < MOST && isShort(namesAndValues);
        if (held) {
            recent.put(namesAndValues, new Labels(namesAndValues, byName));
        }
        return held;
    }

    private static boolean isShort(List<String> namesAndValues) {
        int length = 0;
        for (var text : namesAndValues) {
            length += text.length();
        }
        return length <= LONGEST && namesAndValues.size() <= 2 * MOST_LABELS;
    }
}
