package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachesFilledTest {
    private final CachesFilled caches = new CachesFilled();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void whoWaitsIsCalledOnceTheyAreFilledAndNotAgain() {
        caches.whenFilled(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        caches.fill();
        caches.fill();
        assertThat(runs).hasValue(1);
    }

    @Test
    void whoComesLaterIsCalledAtOnce() {
        caches.fill();
        caches.whenFilled(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }
}
