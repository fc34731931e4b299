package com.sysdig.autoscaler.query;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When a sample is too old for a number.
 *
 * @param limit how old it may be
 */
public record Freshness(Duration limit) {
    private static final Duration ALWAYS = Duration.ofSeconds(60);
    private static final int WINDOWS = 3;
    /** How far Prometheus looks back for a sample by itself. */
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    /** Two samples may be missing, and a minute of them always. */
    public static Freshness of(Duration sampleInterval) {
        var two = sampleInterval.multipliedBy(2);
        return new Freshness(two.compareTo(ALWAYS) > 0 ? two : ALWAYS);
    }

    /**
     * The shortest of them that holds a sample tells how old it is at most. The last one is longer than the limit: what it alone
     * holds is too old, and not absent.
     */
    List<Duration> windows() {
        var beyond = limit.multipliedBy(2);
        return Stream.concat(
                        LongStream.rangeClosed(1, WINDOWS)
                                .mapToObj(part -> Duration.ofSeconds(limit.toSeconds() * part / WINDOWS)),
                        Stream.of(beyond.compareTo(LOOKBACK) > 0 ? beyond : LOOKBACK))
                .toList();
    }
}
