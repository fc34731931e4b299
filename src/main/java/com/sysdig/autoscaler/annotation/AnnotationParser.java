package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Workload;
import java.util.Map;

/** Reads the {@code sysdig.com/scale-*} annotations of one workload; other annotations are not looked at. */
public final class AnnotationParser {
    private final AnnotationSettings settings;

    public AnnotationParser(AnnotationSettings settings) {
        this.settings = settings;
    }

    public Parsed parse(Workload workload, Map<String, String> annotations) {
        throw new UnsupportedOperationException(workload + " " + annotations + settings);
    }
}
