package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadIntervalsTest {
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final ReadIntervals intervals = new ReadIntervals(() -> now);

    @Test
    void isTheTimeBetweenTwoReadsOfTheSame() {
        assertThat(intervals.read("shop", "m", "a=b")).isEmpty();
        pass(Duration.ofSeconds(7));
        assertThat(intervals.read("shop", "m", "a=c")).isEmpty();
        assertThat(intervals.read("other", "m", "a=b")).isEmpty();
        pass(Duration.ofSeconds(8));
        assertThat(intervals.read("shop", "m", "a=b")).contains(Duration.ofSeconds(15));
        pass(Duration.ofSeconds(16));
        assertThat(intervals.read("shop", "m", "a=b")).contains(Duration.ofSeconds(16));
    }

    @Test
    void forgetsWhatIsNoLongerRead() {
        intervals.read("shop", "m", "a=b");
        pass(ReadIntervals.MEMORY);
        assertThat(intervals.read("shop", "m", "a=b")).isEmpty();
        assertThat(intervals.size()).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasNotReadLongestWhenThereAreTooMany() {
        for (var number = 0; number <= ReadIntervals.CAPACITY; number++) {
            intervals.read("shop", "m" + number, "a=b");
        }
        assertThat(intervals.size()).isEqualTo(ReadIntervals.CAPACITY);
        pass(Duration.ofSeconds(1));
        assertThat(intervals.read("shop", "m0", "a=b")).isEmpty();
        assertThat(intervals.read("shop", "m2", "a=b")).isPresent();
    }

    @Test
    void metersCountIntervalsOfWhatExistsOnly() {
        var registry = new SimpleMeterRegistry();
        var meters = new MetricsApiMeters(registry, () -> now);
        for (var refusal : new Refusal[] {Refusal.NO_DATA, Refusal.NO_DATA, Refusal.UNKNOWN_METRIC, Refusal.NO_DATA}) {
            meters.count(new Reading.Refused(refusal, "why"), "shop", "m", "a=b");
            pass(Duration.ofSeconds(15));
        }
        var interval = registry.get("sysdig_autoscaler_metric_read_interval").timer();
        assertThat(interval.count()).isEqualTo(2);
        assertThat(interval.totalTime(TimeUnit.SECONDS)).isEqualTo(45);
    }

    @Test
    void metersCountReadsOfObjectsAndPodsToo() {
        var registry = new SimpleMeterRegistry();
        var meters = new MetricsApiMeters(registry, () -> now);
        var pods = new ObjectPath.Pods("shop", "m").text();
        var web = new ObjectPath.One(Described.DEPLOYMENT, "shop", "web", "m").text();
        var api = new ObjectPath.One(Described.DEPLOYMENT, "shop", "api", "m").text();
        for (var object : new String[] {pods, web, api, pods, web, api}) {
            meters.served("shop", object, "");
            pass(Duration.ofSeconds(5));
        }
        var interval = registry.get("sysdig_autoscaler_metric_read_interval").timer();
        assertThat(interval.count()).isEqualTo(3);
        assertThat(interval.max(TimeUnit.SECONDS)).isEqualTo(15);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
