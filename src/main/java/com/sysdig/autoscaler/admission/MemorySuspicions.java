package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.History;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What earlier answers of Sysdig say about a metric, without names or numbers of other workloads. Where nothing has been
 * asked yet there is nothing to say.
 */
final class MemorySuspicions {
    private final Catalog catalog;
    private final AnswerStore answers;

    /** Written by any review, always as a whole. */
    private volatile Unknown unknown = new Unknown(-1, Set.of());

    MemorySuspicions(Catalog catalog, AnswerStore answers) {
        this.catalog = catalog;
        this.answers = answers;
    }

    List<Suspicion> all() {
        return List.of(this::unknownMetrics, this::severalSeries);
    }

    /** Unknown is a metric that was empty for every workload that wants it: one alone may just be idle. */
    private Stream<String> unknownMetrics(Candidate candidate) {
        return candidate.policy().metrics().stream()
                .filter(metric -> metric.onEmpty() == OnEmpty.MISSING)
                .filter(metric -> metric.source() instanceof MetricSpec.Series series && isUnknown(series.metric()))
                .map(metric -> Suspicion.key("scale-metric", metric.id())
                        + ": Sysdig has no series of this metric, for no workload that asks for it; check its name");
    }

    /** Looked up in all answers once after each change of them, and not with each review. */
    private boolean isUnknown(String metric) {
        long current = answers.version();
        var known = unknown;
        if (known.version != current) {
            known = new Unknown(current, unknownMetrics());
            unknown = known;
        }
        return known.metrics.contains(metric);
    }

    private Set<String> unknownMetrics() {
        var empty = new HashMap<String, Boolean>();
        answers.forEach((question, history) -> {
            if (question instanceof Question.OfWorkload(var _, var shape)) {
                empty.merge(shape.metric(), wasAlwaysEmpty(history), Boolean::logicalAnd);
            }
        });
        empty.values().removeIf(always -> !always);
        return Set.copyOf(empty.keySet());
    }

    private static boolean wasAlwaysEmpty(History history) {
        return history.lastGood() == null && history.latest() instanceof Answer.Empty;
    }

    private Stream<String> severalSeries(Candidate candidate) {
        return candidate.policy().metrics().stream()
                .filter(metric -> metric.source() instanceof MetricSpec.Series series
                        && series.aggregation() != Aggregation.Basic.SUM
                        && hasSeveralSeriesPerPod(candidate.workload(), series))
                .map(metric -> Suspicion.key("scale-aggregation", metric.id())
                        + " is over series, and pods have several of them: narrow it with "
                        + Suspicion.key("scale-scope", metric.id()));
    }

    /** Twice the pods at least: after a roll-out the window still holds series of pods that are gone. */
    private boolean hasSeveralSeriesPerPod(Workload workload, MetricSpec.Series series) {
        return catalog.find(workload)
                .map(entry -> entry.questions().values().stream())
                .orElseGet(Stream::empty)
                .filter(question -> question instanceof Question.OfWorkload(var _, var shape)
                        && shape.metric().equals(series.metric())
                        && shape.scope().equals(series.scope()))
                .map(question -> answers.history(question).lastGood())
                .anyMatch(good -> good != null && hasSeveralSeriesPerPod(good.facts()));
    }

    private static boolean hasSeveralSeriesPerPod(Answer.Facts facts) {
        var pods = facts.pods();
        var series = facts.series();
        return pods != null && series != null && pods > 0 && series >= 2 * pods;
    }

    /**
     * @param version of the answers
     * @param metrics that were empty for every workload that wants them
     */
    private record Unknown(long version, Set<String> metrics) {}
}
