package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Changes of objects that controllers write to meanwhile. */
public final class Edits {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Edits() {}

    /** What the object became; a conflict with somebody else's write is no failure, the change is made of the newer object. */
    public static <T> T edit(Resource<T> resource, UnaryOperator<T> change) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return resource.edit(change);
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
                        || Instant.now().isAfter(deadline)) {
                    throw e;
                }
            }
        }
    }
}
