package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.AnnotationKey;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All managed workloads. Safe for use by several threads; readers never wait for writers. */
public final class Catalog {

    private final Common common = new Common();
    private final AnnotationParser parser;
    private final QuestionMaker questions;
    private final Supplier<Set<Question>> further;

    /** By the workload under its {@link MetricAddress#workloadLabel}, which is all that a selector tells of a name. */
    private final Map<Workload, Managed> managed = new ConcurrentHashMap<>();

    /** Rises after each change of what is to be asked. */
    private final AtomicLong version = new AtomicLong();

    /** Written by any reader, always as a whole; an outdated one is told by its version. */
    private volatile Distinct distinct = new Distinct(0, Set.of(), Demand.NONE);

    public Catalog(AnnotationParser parser, QuestionMaker questions) {
        this(parser, questions, Set::of);
    }

    /** {@code further}: questions that no annotation asks; the same set, not only an equal one, until something changes. */
    public Catalog(AnnotationParser parser, QuestionMaker questions, Supplier<Set<Question>> further) {
        this.parser = parser;
        this.questions = questions;
        this.further = further;
    }

    /**
     * Takes in what the informer saw; a workload without our annotations is dropped. Annotations that did not change are
     * not parsed again. Events of one workload have to come one after the other.
     */
    public void put(Workload workload, Map<String, String> annotations, Replicas replicas) {
        var ours = AnnotationKey.ours(annotations);
        var known = managed.get(key(workload));
        if (known != null && known.annotations.equals(ours)) {
            managed.put(key(workload), known.with(replicas));
        } else if (ours.isEmpty()) {
            remove(workload);
        } else {
            var named = new Workload(workload.kind(), common.text(workload.namespace()), workload.name());
            managed.put(key(named), managed(named, common.annotations(ours), replicas));
            version.incrementAndGet();
        }
    }

    private Managed managed(Workload workload, Map<String, String> ours, Replicas replicas) {
        var parsed = common.parsed(parser.parse(workload, ours));
        return new Managed(ours, new CatalogEntry(workload, parsed, questions(workload, parsed), replicas));
    }

    public void remove(Workload workload) {
        if (managed.remove(key(workload)) != null) {
            version.incrementAndGet();
        }
    }

    /** As these annotations were read already, or anew where the catalog has others of this workload or none. */
    public Parsed parsed(Workload workload, Map<String, String> annotations) {
        var ours = AnnotationKey.ours(annotations);
        var known = managed.get(key(workload));
        return known != null
                        && known.annotations.equals(ours)
                        && known.entry.workload().equals(workload)
                ? known.entry.parsed()
                : parser.parse(workload, ours);
    }

    public Optional<CatalogEntry> find(Workload workload) {
        return find(workload.kind(), workload.namespace(), MetricAddress.workloadLabel(workload.name()));
    }

    /** By the selector of an HPA; {@code label} is a {@link MetricAddress#workloadLabel}. */
    public Optional<CatalogEntry> find(WorkloadKind kind, String namespace, String label) {
        return Optional.ofNullable(managed.get(new Workload(kind, namespace, label)))
                .map(Managed::entry);
    }

    /**
     * Every distinct question of every managed workload, and the further ones; the same set, not only an equal one, until
     * something changes.
     */
    public Set<Question> questions() {
        return demand().questions();
    }

    /** The same one, not only an equal one, until something changes. */
    public Demand demand() {
        long current = version.get();
        var others = further.get();
        var known = distinct;
        if (known.version != current || !known.further.equals(others)) {
            var asked = Demand.of(entries());
            known = new Distinct(current, others, asked.with(others));
            distinct = known;
        }
        return known.demand;
    }

    /** Every managed workload, in no order. */
    public Stream<CatalogEntry> entries() {
        return managed.values().stream().map(Managed::entry);
    }

    public int size() {
        return managed.size();
    }

    /** How many workloads have annotations that are wrong. */
    public long invalid() {
        return managed.values().stream()
                .filter(one -> one.entry.parsed() instanceof Parsed.Invalid)
                .count();
    }

    private Map<String, Question> questions(Workload workload, Parsed parsed) {
        return parsed instanceof Parsed.Valid(ScalingPolicy policy)
                ? policy.metrics().stream()
                        .collect(Collectors.toMap(MetricSpec::id, metric -> question(workload, metric)))
                : Map.of();
    }

    private Question question(Workload workload, MetricSpec metric) {
        var question = questions.question(workload, metric);
        return question instanceof Question.OfWorkload(var whose, var shape)
                ? new Question.OfWorkload(whose, common.one(shape))
                : question;
    }

    private static Workload key(Workload workload) {
        var label = MetricAddress.workloadLabel(workload.name());
        return label.equals(workload.name()) ? workload : new Workload(workload.kind(), workload.namespace(), label);
    }

    private record Managed(Map<String, String> annotations, CatalogEntry entry) {
        Managed with(Replicas replicas) {
            return new Managed(
                    annotations, new CatalogEntry(entry.workload(), entry.parsed(), entry.questions(), replicas));
        }
    }

    private record Distinct(long version, Set<Question> further, Demand demand) {}
}
