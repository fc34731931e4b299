package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.policy.Workload;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment or StatefulSet that carries annotations of ours.
 *
 * @param place of the object
 * @param annotationsLine where what is missing would have to stand
 * @param annotations ours only, by full key
 * @param replicasLine of {@code spec.replicas}; null where it is absent
 */
record Manifest(
        Workload workload,
        Place place,
        int annotationsLine,
        Map<String, Annotation> annotations,
        @Nullable Integer replicasLine) {

    ObjectName object() {
        return new ObjectName(workload.kind().kind(), workload.namespace(), workload.name());
    }

    Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        annotations.forEach((key, annotation) -> texts.put(key, annotation.text()));
        return texts;
    }

    /** Of the annotation, or of where it would have to be. */
    Place placeOf(String key) {
        var annotation = annotations.get(key);
        return place.atLine(annotation == null ? annotationsLine : annotation.line());
    }
}
