package com.sysdig.autoscaler.annotation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sysdig's metrics that have a name in the legacy dot notation. The list is complete: other dot names are errors. */
enum LegacyMetric {
    NET_HTTP_REQUEST_COUNT("net.http.request.count", "net_http_request_count", Kind.DELTA),
    NET_HTTP_ERROR_COUNT("net.http.error.count", "net_http_error_count", Kind.DELTA),
    NET_HTTP_REQUEST_TIME("net.http.request.time", "net_http_request_time", Kind.OTHER),
    NET_REQUEST_COUNT("net.request.count", "net_request_count", Kind.DELTA),
    NET_REQUEST_COUNT_IN("net.request.count.in", "net_request_in_count", Kind.DELTA),
    NET_REQUEST_COUNT_OUT("net.request.count.out", "net_request_out_count", Kind.DELTA),
    NET_REQUEST_TIME("net.request.time", "net_request_time", Kind.OTHER),
    NET_BYTES_IN("net.bytes.in", "net_in_bytes", Kind.DELTA),
    NET_BYTES_OUT("net.bytes.out", "net_out_bytes", Kind.DELTA),
    NET_BYTES_TOTAL("net.bytes.total", "net_total_bytes", Kind.DELTA),
    NET_CONNECTION_COUNT_IN("net.connection.count.in", "net_connection_in_count", Kind.OTHER),
    NET_CONNECTION_COUNT_OUT("net.connection.count.out", "net_connection_out_count", Kind.OTHER),
    NET_CONNECTION_COUNT_TOTAL("net.connection.count.total", "net_connection_total_count", Kind.OTHER),
    NET_ERROR_COUNT("net.error.count", "net_error_count", Kind.DELTA),
    NET_SQL_REQUEST_COUNT("net.sql.request.count", "net_sql_request_count", Kind.OTHER),
    NET_SQL_REQUEST_TIME("net.sql.request.time", "net_sql_request_time", Kind.OTHER),
    NET_SQL_ERROR_COUNT("net.sql.error.count", "net_sql_error_count", Kind.OTHER),
    FILE_BYTES_TOTAL("file.bytes.total", "file_total_bytes", Kind.OTHER),
    FILE_OPEN_COUNT("file.open.count", "file_open_count", Kind.OTHER),
    FILE_TIME_TOTAL("file.time.total", "file_total_time", Kind.OTHER),
    HOST_ERROR_COUNT("host.error.count", "syscall_error_count", Kind.OTHER),
    PROC_COUNT("proc.count", "proc_count", Kind.GAUGE),
    CPU_USED_PERCENT("cpu.used.percent", "cpu_used_percent", Kind.OTHER),
    CPU_CORES_USED("cpu.cores.used", "cpu_cores_used", Kind.OTHER),
    CPU_CORES_QUOTA_LIMIT("cpu.cores.quota.limit", "cpu_cores_quota_limit", Kind.OTHER),
    CPU_QUOTA_USED_PERCENT("cpu.quota.used.percent", "cpu_quota_used_percent", Kind.OTHER),
    MEMORY_BYTES_USED("memory.bytes.used", "memory_used_bytes", Kind.OTHER),
    MEMORY_USED_PERCENT("memory.used.percent", "memory_used_percent", Kind.OTHER),
    MEMORY_LIMIT_BYTES("memory.limit.bytes", "memory_limit_bytes", Kind.OTHER),
    MEMORY_LIMIT_USED_PERCENT("memory.limit.used.percent", "memory_limit_used_percent", Kind.OTHER);

    /** How Sysdig stores the samples. */
    enum Kind {
        /** Each sample counts only what came since the last one. */
        DELTA,
        /** Each sample is how many there are, whatever the name ends with. */
        GAUGE,
        OTHER
    }

    private static final Map<String, LegacyMetric> BY_DOT_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(LegacyMetric::dotName, Function.identity()));

    /** The same measurement is there per container, host and program. */
    private static final Pattern SYSDIG_NAME = Pattern.compile("sysdig_(?:container|host|program)_(.+)");

    private static final Map<String, Kind> KINDS = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(metric -> metric.measurement, metric -> metric.kind));

    private final String dotName;
    private final String measurement;
    private final Kind kind;

    LegacyMetric(String dotName, String measurement, Kind kind) {
        this.dotName = dotName;
        this.measurement = measurement;
        this.kind = kind;
    }

    String dotName() {
        return dotName;
    }

    /** The Prometheus name of the container's variant: the one with the labels of workloads. */
    String promqlName() {
        return "sysdig_container_" + measurement;
    }

    static Optional<LegacyMetric> find(String dotName) {
        return Optional.ofNullable(BY_DOT_NAME.get(dotName));
    }

    static Optional<String> nearest(String dotName) {
        return Suggestions.nearest(dotName, BY_DOT_NAME.keySet());
    }

    /** {@link Kind#OTHER} for a metric that is none of Sysdig's. */
    static Kind kind(String promqlName) {
        var matcher = SYSDIG_NAME.matcher(promqlName);
        return matcher.matches() ? KINDS.getOrDefault(matcher.group(1), Kind.OTHER) : Kind.OTHER;
    }
}
