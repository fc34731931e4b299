package com.sysdig.autoscaler.admission;

import java.util.List;
import java.util.stream.Stream;

/**
 * Kubernetes' limits: a control character drops a warning, and after 4,096 characters all others are dropped, too. Ours
 * stay within them whatever they quote.
 */
final class Warnings {
    private static final int LONGEST = 240;
    private static final int MOST = 12;

    private Warnings() {}

    static List<String> bounded(Stream<String> any) {
        var all = any.map(warning -> Line.of(warning, LONGEST)).distinct().toList();
        return all.size() <= MOST
                ? all
                : Stream.concat(
                                all.stream().limit(MOST - 1),
                                Stream.of("and %d more warnings of Sysdig Autoscaler".formatted(all.size() - MOST + 1)))
                        .toList();
    }
}
