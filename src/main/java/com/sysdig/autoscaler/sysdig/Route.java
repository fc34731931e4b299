package com.sysdig.autoscaler.sysdig;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Sysdig.
 *
 * @param api base URL with the Prometheus path, without a slash at its end: {@code https://app.sysdigcloud.com/prometheus}
 * @param caFile PEM certificates that are trusted beside the system's
 * @param proxy null for a direct connection
 */
public record Route(
        URI api, @Nullable Path caFile, @Nullable Proxy proxy) {
    /** An HTTP proxy that is asked for a tunnel. */
    public record Proxy(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
