package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.query.SeriesLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the last answers. Those of the next are the same but for a few: made anew each time, those of ten thousand
 * workloads would live just long enough to get into the old generation, whose collection stops every reader. Safe for use
 * by several threads.
 */
final class KnownLabels {
    /** What no answer had for so long is forgotten. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Some 7 MB. */
    private static final int MOST = 20_000;

    /** As many as a workload's rows carry. Those of a raw query may be many and long. */
    private static final int MOST_LABELS = SeriesLabel.values().length;

    /** By name, value, name, value. */
    private Map<List<String>, Map<String, String>> recent = new HashMap<>();

    private Map<List<String>, Map<String, String>> older = Map.of();
    private Instant turn = Instant.MIN;

    /** Before an answer is read. */
    synchronized void forgetOld(Instant now) {
        if (!now.isBefore(turn)) {
            older = recent;
            recent = new HashMap<>();
            turn = now.plus(KEPT);
        }
    }

    synchronized @Nullable Map<String, String> get(List<String> namesAndValues) {
        var labels = recent.get(namesAndValues);
        if (labels == null) {
            labels = older.get(namesAndValues);
            if (labels != null) {
                remember(List.copyOf(namesAndValues), labels);
            }
        }
        return labels;
    }

    /** False where there are too many, or too many in one. */
    synchronized boolean remember(List<String> namesAndValues, Map<String, String> labels) {
        boolean room = recent.size() < MOST && labels.size() <= MOST_LABELS;
        if (room) {
            recent.put(namesAndValues, labels);
        }
        return room;
    }
}
