package com.sysdig.autoscaler.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** {@code sysdig_autoscaler_admission_reviews_total}: requests by {@link Reply.Outcome}. */
@Singleton
final class AdmissionMeters {
    private final MeterProvider<Counter> reviews;

    AdmissionMeters(MeterRegistry registry) {
        reviews = Counter.builder("sysdig_autoscaler_admission_reviews")
                .description("Admission reviews by outcome")
                .withRegistry(registry);
        for (var outcome : Reply.Outcome.values()) {
            of(outcome);
        }
    }

    void count(Reply.Outcome outcome) {
        of(outcome).increment();
    }

    private Counter of(Reply.Outcome outcome) {
        return reviews.withTag("outcome", outcome.name().toLowerCase(Locale.ROOT));
    }
}
