package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.promql.UnicodeText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What admission looks at of an object that somebody wants to store.
 *
 * @param name what it begins with, where the API server has yet to make the rest up
 * @param annotations ours only
 * @param replicas {@code spec.replicas}; null where absent
 * @param replicasInManifest whether whoever applies the manifest sets them, each time again
 */
record Submitted(
        String namespace,
        String name,
        Map<String, String> annotations,
        @Nullable Integer replicas,
        boolean replicasInManifest) {
    Submitted {
        annotations = Map.copyOf(annotations);
    }

    /** Whether namespace and name can be sent on. */
    boolean isNamedInText() {
        return UnicodeText.is(namespace) && UnicodeText.is(name);
    }
}
