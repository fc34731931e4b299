package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Workload;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the {@code sysdig.com/scale-*} annotations of one workload; other annotations are not looked at. Reading goes on
 * after a problem, so that all are reported together. Safe for use by several threads.
 */
public final class AnnotationParser {
    private final AnnotationSettings settings;

    public AnnotationParser(AnnotationSettings settings) {
        this.settings = settings;
    }

    /** The same annotations give the same result, in the same order, whatever the order of the map. */
    public Parsed parse(Workload workload, Map<String, String> annotations) {
        var ours = new TreeMap<String, String>();
        annotations.forEach((key, value) -> {
            if (key.startsWith(AnnotationKey.PREFIX)) {
                ours.put(key, value);
            }
        });
        if (ours.isEmpty()) {
            return new Parsed.Unmanaged();
        }
        var problems = new Problems();
        var metrics = new MetricReader(new QueryReader(settings, workload));
        var policy = new PolicyReader(new ReplicasReader(settings), metrics).read(SortedAnnotations.of(ours, problems));
        return policy.isPresent() && problems.isEmpty()
                ? new Parsed.Valid(policy.get())
                : new Parsed.Invalid(problems.list());
    }
}
