package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.QuestionMaker;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All managed workloads. Safe for use by several threads; readers never wait for writers. */
public final class Catalog {
    private final AnnotationParser parser;
    private final QuestionMaker questions;

    public Catalog(AnnotationParser parser, QuestionMaker questions) {
        this.parser = parser;
        this.questions = questions;
    }

    /** Takes in what the informer saw; parses only annotations that changed; an unmanaged workload is dropped. */
    public void put(Workload workload, Map<String, String> annotations, Replicas replicas) {
        throw new UnsupportedOperationException(workload + " " + annotations + replicas + parser + questions);
    }

    public void remove(Workload workload) {
        throw new UnsupportedOperationException(workload.toString());
    }

    public Optional<CatalogEntry> find(Workload workload) {
        throw new UnsupportedOperationException(workload.toString());
    }

    /** By the selector of an HPA; {@code label} is a {@link MetricAddress#workloadLabel}. */
    public Optional<CatalogEntry> find(WorkloadKind kind, String namespace, String label) {
        throw new UnsupportedOperationException(kind + namespace + label);
    }

    /** Every distinct question of every managed workload. */
    public Set<Question> questions() {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }
}
