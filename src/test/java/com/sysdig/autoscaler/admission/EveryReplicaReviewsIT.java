package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Replicas;
import com.sysdig.autoscaler.testbed.Replicas.Replica;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two replicas, of which one leads: whichever is out of the Service, the other one reviews annotations. */
class EveryReplicaReviewsIT {
    private static final Testbed BED = Testbed.shared();
    private static final Pattern REVIEWS =
            Pattern.compile("(?m)^sysdig_autoscaler_admission_reviews_total\\{.*} ([0-9.]+)$");

    private static final String NAMESPACE = BED.namespace("every-replica");
    private static Replicas replicas;

    @BeforeAll
    static void start() {
        replicas = BED.replicas(2, Map.of());
        Reviewing.awaitReviews(BED.kubernetes(), NAMESPACE);
    }

    @AfterAll
    static void stop() {
        if (replicas != null) {
            replicas.close();
        }
        BED.kubernetes().namespaces().withName(NAMESPACE).delete();
    }

    @Test
    void rightAnnotationsPassAndWrongOnesAreRefusedThroughTheOneThatLeadsAndTheOneThatDoesNot() {
        var leader = replicas.leader();
        reviewsAlone(replicas.others(leader).getFirst(), "standby");
        reviewsAlone(leader, "leader");
    }

    private static void reviewsAlone(Replica replica, String name) {
        replicas.serveOnly(replica);
        await("its connections lead to it")
                .atMost(Duration.ofSeconds(60))
                .until(() -> create(name, "lots").code() == 422);
        var before = reviews(replica);

        var wrong = create(name, "lots");
        assertThat(wrong.code()).as(wrong.message()).isEqualTo(422);
        assertThat(wrong.message()).contains("denied the request", "sysdig.com/scale-target=\"lots\"");
        var right = create(name, "100");
        assertThat(right.code()).as(right.message()).isEqualTo(201);
        assertThat(reviews(replica)).as("by %s itself", name).isEqualTo(before + 2);
    }

    private static ApiCall create(String name, String target) {
        var workload = Workload.deployment(NAMESPACE, name)
                .with("scale-metric", "queue_depth")
                .with("scale-target", target)
                .with("scale-max-replicas", "10");
        return ApiCall.post(BED.kubernetes(), NAMESPACE + "/deployments", workload.object());
    }

    private static double reviews(Replica replica) {
        return REVIEWS.matcher(replica.product().managed("/q/metrics"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }
}
