package com.sysdig.autoscaler.certificates;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bounds how many handshakes may be under way at once. Their ends cannot be seen from here, but the server gives each up after
 * the window, so that no more of them can be under way than began within it. Safe for use by several threads.
 */
final class HandshakeLimit {
    static final int MOST = 1_000;

    /** Vert.x' {@code sslHandshakeTimeout}. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final InstantSource clock;

    /** When those of the window began, the oldest first; guarded by this. */
    private final Queue<Instant> begun = new ArrayDeque<>();

    HandshakeLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more may begin now. */
    synchronized boolean admits() {
        var now = clock.instant();
        while (!begun.isEmpty() && !isInWindow(begun.element(), now)) {
            begun.remove();
        }
        return begun.size() < MOST && begun.add(now);
    }

    /** What began after now did so before the clock was put back. */
    private static boolean isInWindow(Instant begin, Instant now) {
        return !begin.isAfter(now) && begin.plus(WINDOW).isAfter(now);
    }
}
