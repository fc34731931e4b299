package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.query.SeriesLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    record Labels(List<String> namesAndValues, Map<String, String> byName) {
        private Labels(List<String> namesAndValues) {
            this(List.copyOf(namesAndValues), byName(namesAndValues));
        }

        /** Of a name that stands there twice the last value. */
        private static Map<String, String> byName(List<String> namesAndValues) {
            var values = new HashMap<String, String>();
            for (int i = 0; i < namesAndValues.size(); i += 2) {
                values.put(namesAndValues.get(i), namesAndValues.get(i + 1));
            }
            return Map.copyOf(values);
        }
    }

    /** Before an answer is read. */
    synchronized void forgetOld(Instant now) {
        if (now.isBefore(turned) || !now.minus(KEPT).isBefore(turned)) {
            older = recent;
            recent = new HashMap<>();
            turned = now;
        }
    }

    /** Those of an answer before, or new ones, which are held unless there are too many, or they are none of a workload. */
    synchronized Labels of(List<String> namesAndValues) {
        var labels = recent.get(namesAndValues);
        if (labels == null) {
            labels = older.get(namesAndValues);
            if (labels == null) {
                labels = new Labels(namesAndValues);
            }
            if (recent.size() < MOST && isShort(namesAndValues)) {
                recent.put(labels.namesAndValues, labels);
            }
        }
        return labels;
    }

    private static boolean isShort(List<String> namesAndValues) {
        int length = 0;
        for (var text : namesAndValues) {
            length += text.length();
        }
        return length <= LONGEST && namesAndValues.size() <= 2 * MOST_LABELS;
    }
}
