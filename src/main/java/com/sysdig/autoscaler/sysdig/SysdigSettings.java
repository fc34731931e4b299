package com.sysdig.autoscaler.sysdig;

import java.time.Duration;
import java.util.Map;

/**
 * What the client needs to know.
 *
 * @param headers sent with every request; may hold secrets
 * @param timeout of one query, retries included
 * @param requestsPerMinute our own ceiling, retries included
 */
public record SysdigSettings(
        Route route, TokenOrigin token, Map<String, String> headers, Duration timeout, int requestsPerMinute) {
    public SysdigSettings {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "SysdigSettings[route=" + route + ", headers=" + headers.keySet() + ", timeout=" + timeout
                + ", requestsPerMinute=" + requestsPerMinute + "]";
    }
}
