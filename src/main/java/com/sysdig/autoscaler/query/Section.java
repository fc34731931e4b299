package com.sysdig.autoscaler.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import com.sysdig.autoscaler.policy.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A part of a cluster's workloads: those whose namespace and whose name lie in a range. */
public record Section(NameRange namespaces, NameRange names) {
    static final Section WHOLE = new Section(NameRange.ALL, NameRange.ALL);

    boolean contains(Workload workload) {
        return namespaces.contains(workload.namespace()) && names.contains(workload.name());
    }

    /**
     * Two sections that together are this one, each with about half of these workloads: cut between namespaces or, where
     * there is only one, between names. Empty if all workloads have one name.
     */
    List<Section> halves(Collection<Workload> workloads) {
        var byNamespace = counted(workloads, Workload::namespace);
        if (byNamespace.size() > 1) {
            return halves(namespaces, byNamespace).stream()
                    .map(half -> new Section(half, names))
                    .toList();
        }
        return halves(names, counted(workloads, Workload::name)).stream()
                .map(half -> new Section(namespaces, half))
                .toList();
    }

    private static TreeMap<String, Integer> counted(
            Collection<Workload> workloads, Function<Workload, String> property) {
        return workloads.stream().collect(groupingBy(property, TreeMap::new, summingInt(_ -> 1)));
    }

    /** The upper half begins with the first name before which half of all lies, and never with the very first. */
    private static List<NameRange> halves(NameRange range, TreeMap<String, Integer> names) {
        int all = names.values().stream().mapToInt(Integer::intValue).sum();
        int before = 0;
        for (Map.Entry<String, Integer> name : names.entrySet()) {
            before += name.getValue();
            var next = names.higherKey(name.getKey());
            if (next != null && (before * 2 >= all || next.equals(names.lastKey()))) {
                return range.cut(name.getKey(), next);
            }
        }
        return List.of();
    }
}
