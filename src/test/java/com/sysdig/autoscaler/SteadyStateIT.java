package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SteadyStateIT {
    private static final String METRIC = "sysdig_container_net_http_request_count";
    private static final String RECONCILED =
            "sysdig_autoscaler_reconciliation_seconds_count{kind=\"deployment\",result=\"done\"}";
    private static final Testbed BED = Testbed.shared();

    @Test
    void isReadAndReconciledWithoutALineInTheLog() {
        var product = BED.product();
        var web = Workload.deployment(BED.namespace("steady"), "web")
                .with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "5");
        var pod = new HashMap<>(web.series());
        pod.put("kube_pod_name", "web-a");
        BED.exporter().set(METRIC, pod, 5);
        web.create(BED.kubernetes());
        past("sysdig_autoscaler_metric_reads_total{result=\"served\"}", 3);
        var lines = lines(product);

        past("sysdig_autoscaler_metric_reads_total{result=\"served\"}", 10);
        past("sysdig_autoscaler_metric_read_interval_seconds_count", 5);
        double reconciled = value(RECONCILED);
        web.with("scale-on-missing", "never-down").annotate(BED.kubernetes());
        until(RECONCILED, reconciled + 1);

        assertThat(lines(product)).isEqualTo(lines);
        assertThat(value("sysdig_autoscaler_workloads{state=\"managed\"}")).isPositive();
    }

    /** But for those about a stall of the machine, with the stack traces that may follow them. */
    private static List<String> lines(Product product) {
        return product.log().stream()
                .filter(line -> !line.contains("BlockedThreadChecker") && !line.startsWith("\tat "))
                .toList();
    }

    /** Until that meter has risen by that much. */
    private static void past(String meter, int more) {
        until(meter, value(meter) + more);
    }

    private static void until(String meter, double least) {
        await(meter).atMost(Duration.ofSeconds(90)).until(() -> value(meter) >= least);
    }

    private static double value(String meter) {
        var found = Pattern.compile("(?m)^" + Pattern.quote(meter) + " (\\S+)$")
                .matcher(BED.product().managed("/q/metrics"));
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }
}
