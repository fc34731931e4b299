package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.SampleTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that belong to one question. */
record Findings(List<Row> rows) {
    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<Double> values() {
        return numbers(Fact.VALUE);
    }

    /** Of a workload's series; empty where the source looked back without finding one. */
    Optional<Instant> newestSample() {
        return newest(Fact.TIME);
    }

    /** Of a raw query; empty where a selector that it cannot do without found no sample. */
    Optional<Instant> newestSample(SampleTimes expected, Instant at) {
        if (expected.required().isEmpty()) {
            return Optional.of(newest(Fact.OPTIONAL_TIME).orElse(at));
        }
        var times = numbers(Fact.TIME).stream()
                .filter(Double::isFinite)
                .map(Findings::time)
                .sorted()
                .toList();
        return times.size() < expected.required().size() ? Optional.empty() : Optional.of(times.getFirst());
    }

    /** Of a raw query. */
    static Answer.Facts facts(Instant newestSample) {
        return new Answer.Facts(null, newestSample, null, null);
    }

    /** Of a workload's series. */
    Answer.Facts facts(Instant newestSample, AnswerMaker.Circumstances circumstances) {
        var samples = count(Fact.SAMPLES);
        var ready = circumstances.ready();
        return new Answer.Facts(
                samples,
                samples == null ? null : (Long) circumstances.expectedSamples(),
                newestSample,
                count(Fact.PODS),
                ready.isPresent() ? ready.getAsLong() : null,
                count(Fact.SERIES));
    }

    private @Nullable Long count(Fact fact) {
        var counts = numbers(fact);
        return counts.isEmpty() ? null : Math.round(counts.getFirst());
    }

    private Optional<Instant> newest(Fact fact) {
        double newest = Double.NEGATIVE_INFINITY;
        for (double seconds : numbers(fact)) {
            newest = Double.isFinite(seconds) ? Math.max(newest, seconds) : newest;
        }
        return Double.isFinite(newest) ? Optional.of(time(newest)) : Optional.empty();
    }

    private static Instant time(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    /** By a loop, as all that is done for each of ten thousand workloads in each interval: streams were half of the garbage. */
    List<Double> numbers(Fact fact) {
        var numbers = new ArrayList<Double>(1);
        for (var row : rows) {
            row.forEach(fact, numbers::add);
        }
        return numbers;
    }
}
