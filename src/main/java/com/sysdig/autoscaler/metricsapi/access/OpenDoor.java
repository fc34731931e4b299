package com.sysdig.autoscaler.metricsapi.access;

/**
 * A request that is answered without knowing who asks. Whoever answers it tells a stranger nothing and has no effect.
 *
 * @param method {@code POST}
 * @param path as it stands in the request, to the letter: no other spelling leads through
 */
public record OpenDoor(String method, String path) {
    boolean leads(String toMethod, String toPath) {
        return method.equals(toMethod) && path.equals(toPath);
    }
}
