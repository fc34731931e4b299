package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Product;
import java.time.Duration;

/** How long a review of annotations takes at our port. */
final class Webhook {

    private static final int PER_SECOND = 200;
    private static final String REVIEW = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{
             "uid":"705ab4f5-6393-11e8-b7cc-%012d",
             "kind":{"group":"apps","version":"v1","kind":"Deployment"},
             "resource":{"group":"apps","version":"v1","resource":"deployments"},
             "requestKind":{"group":"apps","version":"v1","kind":"Deployment"},
             "name":"web-%1$d","namespace":"shop","operation":"CREATE",
             "userInfo":{"username":"ann","groups":["system:authenticated"]},
             "object":{"apiVersion":"apps/v1","kind":"Deployment",
              "metadata":{"name":"web-%1$d","namespace":"shop","annotations":{
               "sysdig.com/scale-metric":"benchmark_load_000","sysdig.com/scale-target":"100","sysdig.com/scale-max-replicas":"10",
               "sysdig.com/scale-query.queue":"sum(queue_depth{queue=\\"orders\\"})","sysdig.com/scale-target.queue":"30",
               "sysdig.com/scale-scope":"code=~\\"5..\\"","sysdig.com/scale-down-policies":"4 pods/15s, 100%%/15s"}},
              "spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":[]}}}},
             "oldObject":null,"dryRun":false,"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}""";

    private final Stage stage;
    private final Figures figures;

    Webhook(Stage stage, Figures figures) {
        this.stage = stage;
        this.figures = figures;
    }

    void measure(Product product, Duration length) {
        var direct = stage.api().at(product.https());
        var answer = direct.send(direct.post("/admission/workloads", REVIEW.formatted(1)));
        if (!answer.contains("\"allowed\":true")) {
            throw new IllegalStateException(answer);
        }
        var loop = new OpenLoop(direct);
        loop.run(PER_SECOND, Duration.ofSeconds(5), i -> direct.post("/admission/workloads", REVIEW.formatted(i)));
        figures.add(
                "review at " + PER_SECOND + "/s",
                loop.run(PER_SECOND, length, i -> direct.post("/admission/workloads", REVIEW.formatted(i))),
                "5");
    }
}
