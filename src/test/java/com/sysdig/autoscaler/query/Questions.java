package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions for tests. */
public final class Questions {
    public static final Shape SHAPE = shape("requests_total");

    private Questions() {}

    public static Shape shape(String metric) {
        return new Shape(metric, MetricFunction.RATE, Duration.ofMinutes(2), Aggregation.Basic.SUM, Scope.none());
    }

    public static Question.OfWorkload wanted(String namespace, String name) {
        return wanted(SHAPE, namespace, name);
    }

    public static Question.OfWorkload wanted(Shape shape, String namespace, String name) {
        return new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, namespace, name), shape);
    }

    /** One workload in each of so many namespaces. */
    public static Set<Question> inNamespaces(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> wanted("team-%04d".formatted(i), "web-" + i))
                .collect(Collectors.toSet());
    }

    public static Question.OfQuery raw(String promql) {
        return new Question.OfQuery(promql, SampleTimes.NONE);
    }
}
