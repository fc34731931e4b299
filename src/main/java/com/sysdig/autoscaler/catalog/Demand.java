package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.query.Question;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who asks what. Made anew at each change of thousands of workloads, so each question is looked up once. */
public final class Demand {
    static final Demand NONE = new Demand(Map.of(), Map.of(), Set.of());

    /** And whether something is expected of it. */
    private final Map<Question, Boolean> asked;

    private final Set<Question> questions;
    private final Map<Question.OfQuery, Set<String>> namespaces;
    private final Set<Question> further;

    /** Nobody changes these any more. */
    private Demand(Map<Question, Boolean> asked, Map<Question.OfQuery, Set<String>> namespaces, Set<Question> further) {
        this.asked = asked;
        this.questions = Collections.unmodifiableSet(asked.keySet());
        this.namespaces = namespaces;
        this.further = further;
    }

    /** Every distinct one. */
    public Set<Question> questions() {
        return questions;
    }

    /** Those of the workloads that ask this raw query. */
    public Set<String> namespaces(Question.OfQuery question) {
        return namespaces.getOrDefault(question, Set.of());
    }

    /** Whether at least one metric that asks it does not take nothing for zero. */
    public boolean isExpectant(Question question) {
        return asked.getOrDefault(question, false);
    }

    /** Whether everybody who asks it takes nothing for zero. */
    public boolean isZeroIfEmpty(Question question) {
        return asked.containsKey(question) && !isExpectant(question) && !further.contains(question);
    }

    /** With questions that nothing is expected of, and for which nothing is no number. */
    Demand with(Set<Question> further) {
        if (further.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(asked);
        further.forEach(question -> all.putIfAbsent(question, false));
        return new Demand(all, namespaces, further);
    }

    static Demand of(Stream<CatalogEntry> entries) {
        var asked = new HashMap<Question, Boolean>();
        var namespaces = new HashMap<Question.OfQuery, Set<String>>();
        entries.filter(entry -> !entry.questions().isEmpty()).forEach(entry -> add(entry, asked, namespaces));
        return new Demand(asked, namespaces, Set.of());
    }

    private static void add(
            CatalogEntry entry, Map<Question, Boolean> asked, Map<Question.OfQuery, Set<String>> namespaces) {
        var expectant = entry.parsed() instanceof Parsed.Valid(ScalingPolicy policy)
                ? policy.metrics().stream()
                        .filter(metric -> metric.onEmpty() == OnEmpty.MISSING)
                        .map(MetricSpec::id)
                        .collect(Collectors.toSet())
                : Set.<String>of();
        entry.questions().forEach((id, question) -> {
            asked.merge(question, expectant.contains(id), Boolean::logicalOr);
            if (question instanceof Question.OfQuery raw) {
                namespaces
                        .computeIfAbsent(raw, _ -> new HashSet<>())
                        .add(entry.workload().namespace());
            }
        });
    }
}
