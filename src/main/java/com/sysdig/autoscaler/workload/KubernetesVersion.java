package com.sysdig.autoscaler.workload;

import java.util.regex.Pattern;

/** Of the cluster, as far as it matters: match conditions, without which the webhook would stand in everybody's way, came with 1.30. */
final class KubernetesVersion {
    private static final int OLDEST_MINOR = 30;
    /** Some providers append a plus sign. */
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,5})\\D*");

    private KubernetesVersion() {}

    /** As the API server tells them; one that cannot be read is taken for new. */
    static boolean isTooOld(String major, String minor) {
        var first = NUMBER.matcher(major);
        var second = NUMBER.matcher(minor);
        return first.matches()
                && second.matches()
                && Integer.parseInt(first.group(1)) <= 1
                && Integer.parseInt(second.group(1)) < OLDEST_MINOR;
    }
}
