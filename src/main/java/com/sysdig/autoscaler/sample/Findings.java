package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.SampleTimes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that belong to one question. */
record Findings(List<Row> rows) {
    boolean isEmpty() {
        return rows.isEmpty();
    }

    double[] values() {
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
        var times = Arrays.stream(numbers(Fact.TIME))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return times.length < expected.required().size() ? Optional.empty() : Optional.of(time(times[0]));
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
        return counts.length == 0 ? null : (Long) Math.round(counts[0]);
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

    /** Mostly of one row, of each of ten thousand workloads in each interval: streams were half of the garbage. */
    double[] numbers(Fact fact) {
        return rows.size() == 1
                ? rows.getFirst().numbers(fact)
                : rows.stream()
                        .flatMapToDouble(row -> Arrays.stream(row.numbers(fact)))
                        .toArray();
    }
}
