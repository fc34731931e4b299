package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Equal values as one object: thousands of workloads say the same but for their names, and a collection of garbage walks
 * through all that is held of each. Safe for use by several threads.
 */
final class Common {
    /** Where there are more, all are forgotten; what is said by many is held once more then. */
    private static final int MOST = 4_000;

    /** In characters. Longer ones are queries, which mostly differ. */
    private static final int LONGEST = 256;

    private final Map<Object, Object> known = new ConcurrentHashMap<>();

    Map<String, String> annotations(Map<String, String> annotations) {
        var texts = annotations.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> text(entry.getKey()), entry -> text(entry.getValue())));
        return texts.values().stream().allMatch(Common::isShort) ? one(texts) : texts;
    }

    /** Of raw queries those that are equal may still be written differently. */
    Parsed parsed(Parsed parsed) {
        return parsed instanceof Parsed.Valid(ScalingPolicy policy)
                        && policy.metrics().stream().allMatch(metric -> metric.source() instanceof MetricSpec.Series)
                ? one(parsed)
                : parsed;
    }

    String text(String text) {
        return isShort(text) ? one(text) : text;
    }

    @SuppressWarnings("unchecked") // what equals a value is of its class
    <T> T one(T value) {
        if (known.size() >= MOST) {
            known.clear();
        }
        var earlier = known.putIfAbsent(value, value);
        return earlier == null ? value : (T) earlier;
    }

    private static boolean isShort(String text) {
        return text.length() <= LONGEST;
    }
}
