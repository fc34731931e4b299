package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The annotations of one workload: each time they change, on every replica, and in every review. */
@State(Scope.Benchmark)
public class AnnotationsHotPath {
    private final Workload workload = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");
    private final AnnotationParser parser =
            new AnnotationParser(new AnnotationSettings("prod", 1, null, 100, false, RawQueries.NAMESPACED));
    private final Map<String, String> few = Map.of(
            "sysdig.com/scale-metric", "sysdig_container_net_http_request_count",
            "sysdig.com/scale-target", "100",
            "sysdig.com/scale-max-replicas", "10");
    private final Map<String, String> many = Map.of(
            "sysdig.com/scale-metric", "sysdig_container_net_http_request_count",
            "sysdig.com/scale-target", "100",
            "sysdig.com/scale-scope", "container_name=\"web\",code=~\"5..\"",
            "sysdig.com/scale-query.queue", "sum(queue_depth{queue=\"orders\"}) / 2",
            "sysdig.com/scale-target.queue", "30",
            "sysdig.com/scale-max-replicas", "10",
            "sysdig.com/scale-down-policies", "4 pods/15s, 100%/15s");

    @Benchmark
    public Parsed parseThree() {
        return parser.parse(workload, few);
    }

    @Benchmark
    public Parsed parseSevenWithQueryAndScope() {
        return parser.parse(workload, many);
    }
}
