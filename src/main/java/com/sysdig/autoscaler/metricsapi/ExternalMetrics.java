package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.CatalogEntry;
import com.sysdig.autoscaler.catalog.MetricAddress;
import com.sysdig.autoscaler.metricsapi.Reading.Refused;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Served;
import com.sysdig.autoscaler.sample.ServingRule;
import com.sysdig.autoscaler.sample.Use;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Finds what a HorizontalPodAutoscaler asks for: workload, metric, question, answer. Never waits. */
public final class ExternalMetrics {
    private static final Set<String> LABELS = Set.of(MetricAddress.KIND, MetricAddress.WORKLOAD, MetricAddress.METRIC);

    private final Catalog catalog;
    private final AnswerStore answers;
    private final ServingRule rule;
    private final InstantSource clock;
    private final BooleanSupplier complete;

    /** {@code complete}: whether the catalog has every workload, so that one that it lacks is not managed. */
    public ExternalMetrics(
            Catalog catalog, AnswerStore answers, ServingRule rule, InstantSource clock, BooleanSupplier complete) {
        this.catalog = catalog;
        this.answers = answers;
        this.rule = rule;
        this.clock = clock;
        this.complete = complete;
    }

    /** {@code metric} in any case, as it stands in the path; {@code selector} as text, empty where there is none. */
    Reading read(String namespace, String metric, String selector) {
        return switch (LabelSelector.parse(selector)) {
            case ParsedSelector.Malformed(var fault) ->
                new Refused(
                        Refusal.MALFORMED_SELECTOR,
                        "the label selector \"%s\" cannot be read: %s".formatted(selector, fault));
            case ParsedSelector.Good(var parsed) ->
                parsed.equalities()
                        .filter(labels -> labels.keySet().equals(LABELS))
                        .map(labels -> read(namespace, metric, labels))
                        .orElseGet(() -> strange(metric, selector));
        };
    }

    private Reading read(String namespace, String metric, Map<String, String> labels) {
        var kind = kind(String.valueOf(labels.get(MetricAddress.KIND)));
        if (kind.isEmpty()) {
            return new Refused(
                    Refusal.UNKNOWN_SELECTOR,
                    "%s=\"%s\" is not a kind that scales: it is %s"
                            .formatted(MetricAddress.KIND, labels.get(MetricAddress.KIND), kinds()));
        }
        var workload = String.valueOf(labels.get(MetricAddress.WORKLOAD));
        return catalog.find(kind.get(), namespace, workload)
                .map(entry -> read(entry, metric, labels))
                .orElseGet(() -> unmanaged(kind.get(), namespace, workload));
    }

    private Reading read(CatalogEntry entry, String metric, Map<String, String> labels) {
        return switch (entry.parsed()) {
            case Parsed.Valid(var policy) ->
                policy.metric(String.valueOf(labels.get(MetricAddress.METRIC)))
                        .filter(spec ->
                                MetricAddress.of(entry.workload(), spec).name().equalsIgnoreCase(metric))
                        .map(spec -> serve(entry, policy, spec, labels))
                        .orElseGet(() -> unknown(entry, policy, metric, labels));
            case Parsed.Invalid(var problems) ->
                new Refused(
                        Refusal.INVALID_ANNOTATIONS,
                        "%s keeps its size because its annotations are wrong: %s"
                                .formatted(
                                        entry.workload(),
                                        problems.stream().map(Problem::text).collect(Collectors.joining(" | "))));
            case Parsed.Unmanaged _ ->
                unmanaged(
                        entry.workload().kind(),
                        entry.workload().namespace(),
                        entry.workload().name());
        };
    }

    private Reading serve(CatalogEntry entry, ScalingPolicy policy, MetricSpec spec, Map<String, String> labels) {
        var question = entry.questions().get(spec.id());
        if (question == null) {
            throw new IllegalStateException("no question for metric " + spec.id() + " of " + entry.workload());
        }
        var history = answers.history(question, spec.onEmpty());
        var use = Use.of(
                policy,
                spec.target(),
                entry.replicas().wanted(),
                entry.replicas().ready());
        return switch (rule.decide(history, use, clock.instant())) {
            case Served.Value value ->
                new Reading.Found(MetricAddress.of(entry.workload(), spec).name(), labels, value);
            case Served.Withheld withheld ->
                new Refused(
                        Refusal.of(withheld.reason()),
                        "%s keeps its size, no value for metric %s: %s"
                                .formatted(entry.workload(), spec.id(), explained(withheld, answers.emptiness())));
        };
    }

    private static String explained(Served.Withheld withheld, Optional<String> emptiness) {
        var since = withheld.since();
        var everythingIsEmpty = withheld.reason() == Served.Reason.NO_DATA
                ? emptiness.map(text -> text + "; ").orElse("")
                : "";
        return withheld.what()
                + (since == null ? "" : " (since " + since.truncatedTo(ChronoUnit.SECONDS) + ")")
                + "; " + everythingIsEmpty + withheld.remedy();
    }

    private static Reading unknown(
            CatalogEntry entry, ScalingPolicy policy, String metric, Map<String, String> labels) {
        var known = policy.metrics().stream()
                .map(spec -> MetricAddress.of(entry.workload(), spec).name() + " with " + MetricAddress.METRIC + "="
                        + spec.id())
                .collect(Collectors.joining(", "));
        return new Refused(
                Refusal.UNKNOWN_METRIC,
                "%s has no metric %s with %s=%s; its annotations give %s"
                        .formatted(
                                entry.workload(),
                                metric,
                                MetricAddress.METRIC,
                                labels.get(MetricAddress.METRIC),
                                known));
    }

    private Reading unmanaged(WorkloadKind kind, String namespace, String workload) {
        if (!complete.getAsBoolean()) {
            return new Refused(
                    Refusal.STARTING,
                    "%s %s/%s keeps its size: sysdig-autoscaler has just started and has not seen all workloads yet; if this stays, see its log and its health"
                            .formatted(kind.label(), namespace, workload));
        }
        return new Refused(
                Refusal.UNMANAGED_WORKLOAD,
                "%s %s/%s has no sysdig.com/scale-* annotations that sysdig-autoscaler knows of; annotate it, or delete this HorizontalPodAutoscaler"
                        .formatted(kind.label(), namespace, workload));
    }

    private static Reading strange(String metric, String selector) {
        return new Refused(
                Refusal.UNKNOWN_SELECTOR,
                "metric %s with the label selector \"%s\" is not one that sysdig-autoscaler generated; the selector names %s, each with '=' and nothing else; annotate the workload to get such a HorizontalPodAutoscaler"
                        .formatted(metric, selector, LABELS.stream().sorted().collect(Collectors.joining(", "))));
    }

    private static Optional<WorkloadKind> kind(String label) {
        return Arrays.stream(WorkloadKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    private static String kinds() {
        return Arrays.stream(WorkloadKind.values()).map(WorkloadKind::label).collect(Collectors.joining(" or "));
    }
}
