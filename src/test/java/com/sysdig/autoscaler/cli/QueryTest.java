package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.query.Splits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final String RIGHT = Session.resource("right.yaml");

    @Test
    void tellsPromqlAndDefaultsOfEachMetric() {
        var ran = Session.PLAIN.input(RIGHT, "query", "--cluster-name=prod", "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(Session.resource("right-queries.txt"));
    }

    @Test
    void tellsTheSameToPrograms() {
        assertThat(Session.PLAIN
                        .with("SYSDIG_CLUSTER_NAME", "prod")
                        .input(RIGHT, "query", "-o", "json", "-")
                        .out())
                .isEqualTo(Session.resource("right-queries.json"));
    }

    @Test
    void asksAsThePlannerDoes() {
        var shape = new Shape(
                "sysdig_container_net_http_request_count",
                MetricFunction.DELTA_RATE,
                Duration.ofMinutes(2),
                Aggregation.Basic.SUM,
                Scope.none());
        var question = new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, "shop", "web"), shape);
        var planner = new QueryPlanner("prod", Duration.ofSeconds(20), new Splits(() -> Instant.EPOCH));

        var ran = Session.PLAIN.input(Manifests.right(), "query", "--cluster-name=prod", "--sample-interval=20s", "-");

        assertThat(ran.lines().getLast())
                .isEqualTo("  " + planner.plan(List.of(question)).getFirst().promql());
    }

    @Test
    void saysWhatStandsForAClusterThatItDoesNotKnow() {
        var ran = Session.PLAIN.input(Manifests.right(), "query", "-");

        assertThat(ran.out()).contains("kube_cluster_name=\"CLUSTER_NAME\"");
        assertThat(ran.err())
                .isEqualTo(
                        "CLUSTER_NAME stands for the cluster's name; tell it with --cluster-name or SYSDIG_CLUSTER_NAME\n");
    }

    @Test
    void tellsProblemsApart() {
        var ran = Session.PLAIN.input(Manifests.deployment("sysdig.com/scale-target: x"), "query", "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("stdin:7: error: ");
    }
}
