package com.sysdig.autoscaler.query;

import java.util.List;
import java.util.stream.Stream;

/**
 * Objects whose numbers come of one query. Of one namespace, so that a query that Sysdig refuses is nobody else's.
 *
 * @param namespace empty for series of all namespaces
 */
public record ObjectGroup(ObjectKind kind, String namespace, Shape shape) {
    /** The labels that tell the rows apart. */
    List<String> labels() {
        return Stream.of(
                        SeriesLabel.CLUSTER.text(),
                        namespace.isEmpty() ? "" : SeriesLabel.NAMESPACE.text(),
                        kind.label())
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }
}
