package com.sysdig.autoscaler.metricsapi.access;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request that is answered without asking RBAC. Whoever answers it tells a stranger as good as nothing and has no effect.
 *
 * @param method {@code POST}
 * @param path of the whole path as it stands in the request, to the letter: no other spelling leads through
 * @param clientNames common names of the clients that are let through, told by a certificate of the cluster's own
 *     authorities; empty for whoever comes
 */
public record OpenDoor(String method, Pattern path, Set<String> clientNames) {
    public OpenDoor {
        clientNames = Set.copyOf(clientNames);
    }

    boolean leads(String toMethod, String toPath) {
        return method.equals(toMethod) && path.matcher(toPath).matches();
    }
}
