package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.query.Question;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who asks what.
 *
 * @param questions every distinct one
 * @param namespaces of the workloads that ask a raw query
 * @param expectant questions of at least one metric that does not take nothing for zero
 */
public record Demand(Set<Question> questions, Map<Question.OfQuery, Set<String>> namespaces, Set<Question> expectant) {
    static final Demand NONE = new Demand(Set.of(), Map.of(), Set.of());

    public Demand {
        questions = Set.copyOf(questions);
        namespaces = Map.copyOf(namespaces);
        expectant = Set.copyOf(expectant);
    }

    /** With questions that nothing is expected of. */
    Demand with(Set<Question> further) {
        var all = new HashSet<>(questions);
        all.addAll(further);
        return new Demand(all, namespaces, expectant);
    }

    static Demand of(Collection<CatalogEntry> entries) {
        var questions = new HashSet<Question>();
        var namespaces = new HashMap<Question.OfQuery, Set<String>>();
        var expectant = new HashSet<Question>();
        for (var entry : entries) {
            for (var question : entry.questions().values()) {
                questions.add(question);
                if (question instanceof Question.OfQuery raw) {
                    namespaces
                            .computeIfAbsent(raw, _ -> new HashSet<>())
                            .add(entry.workload().namespace());
                }
            }
            if (entry.parsed() instanceof Parsed.Valid(ScalingPolicy policy)) {
                policy.metrics().stream()
                        .filter(metric -> metric.onEmpty() == OnEmpty.MISSING)
                        .map(metric -> entry.questions().get(metric.id()))
                        .forEach(expectant::add);
            }
        }
        return new Demand(questions, namespaces, expectant);
    }
}
