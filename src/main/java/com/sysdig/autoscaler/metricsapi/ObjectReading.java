package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.sample.Served;
import java.time.Duration;
import java.util.List;

/** What a read of a metric of objects comes to. */
sealed interface ObjectReading {
    /** Numbers of at least one object; objects that have none are left out. */
    record Found(String metric, LabelSelector selector, Duration window, List<Value> values) implements ObjectReading {
        public Found {
            values = List.copyOf(values);
        }
    }

    /** No number at all, and the HorizontalPodAutoscaler holds. */
    record Refused(Reading.Refused why) implements ObjectReading {}

    /** {@code namespace}: empty for what lies in none. */
    record Value(Described of, String namespace, String name, Served.Value value) {}
}
