package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.QuestionMaker;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** All managed workloads. Safe for use by several threads; readers never wait for writers. */
public final class Catalog {
    private final AnnotationParser parser;
    private final QuestionMaker questions;
    private final Map<Workload, CatalogEntry> entries = new ConcurrentHashMap<>();

    public Catalog(AnnotationParser parser, QuestionMaker questions) {
        this.parser = parser;
        this.questions = questions;
    }

    /** Takes in what the informer saw; a workload without our annotations is dropped. */
    public void put(Workload workload, Map<String, String> annotations, Replicas replicas) {
        var parsed = parser.parse(workload, annotations);
        if (parsed instanceof Parsed.Unmanaged) {
            remove(workload);
        } else {
            entries.put(workload, new CatalogEntry(workload, parsed, questions(workload, parsed), replicas));
        }
    }

    public void remove(Workload workload) {
        entries.remove(workload);
    }

    public Optional<CatalogEntry> find(Workload workload) {
        return Optional.ofNullable(entries.get(workload));
    }

    /** By the selector of an HPA; {@code label} is a {@link MetricAddress#workloadLabel}. */
    public Optional<CatalogEntry> find(WorkloadKind kind, String namespace, String label) {
        return find(new Workload(kind, namespace, label));
    }

    /** Every distinct question of every managed workload. */
    public Set<Question> questions() {
        return entries.values().stream()
                .flatMap(entry -> entry.questions().values().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public int size() {
        return entries.size();
    }

    private Map<String, Question> questions(Workload workload, Parsed parsed) {
        return parsed instanceof Parsed.Valid(ScalingPolicy policy)
                ? policy.metrics().stream()
                        .collect(Collectors.toMap(MetricSpec::id, metric -> questions.question(workload, metric)))
                : Map.of();
    }
}
