package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.SampleTimes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows that belong to one question. */
record Findings(List<Row> rows) {
    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<Double> values() {
        return numbers(Fact.VALUE).boxed().toList();
    }

    /** Of a workload's series; empty where the source looked back without finding one. */
    Optional<Instant> newestSample() {
        return times(Fact.TIME).max(Comparator.naturalOrder());
    }

    /** Of a raw query; empty where a selector that it cannot do without found no sample. */
    Optional<Instant> newestSample(SampleTimes expected, Instant at) {
        if (expected.required().isEmpty()) {
            return Optional.of(
                    times(Fact.OPTIONAL_TIME).max(Comparator.naturalOrder()).orElse(at));
        }
        var times = times(Fact.TIME).sorted().toList();
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
        var count = numbers(fact).findFirst();
        return count.isPresent() ? Math.round(count.getAsDouble()) : null;
    }

    private Stream<Instant> times(Fact fact) {
        return numbers(fact)
                .filter(Double::isFinite)
                .mapToObj(seconds -> Instant.ofEpochMilli(Math.round(seconds * 1000)));
    }

    DoubleStream numbers(Fact fact) {
        return rows.stream().filter(row -> fact.text().equals(row.fact())).mapToDouble(Row::value);
    }
}
