package com.sysdig.autoscaler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetersPageIT {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(sysdig_autoscaler_\\w+)` \\| ([^|]*)\\|");
    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^(sysdig_autoscaler_\\w+?)(?:\\{(.*)})? [-+.\\dA-Za-z]+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern SUMMARY =
            Pattern.compile("(?m)^# TYPE (sysdig_autoscaler_\\w+) (?:summary|histogram)$");
    private static final Testbed BED = Testbed.shared();

    @Test
    void listsEveryMeterOfTheRunningProductWithItsLabelsAndNoOther() throws IOException {
        var product = BED.product();
        Workload.deployment(BED.namespace("meters"), "web")
                .with("scale-metric", "sysdig_container_net_http_request_count")
                .with("scale-target", "10")
                .with("scale-max-replicas", "5")
                .create(BED.kubernetes());
        await("what is counted only when it happens")
                .atMost(Duration.ofMinutes(1))
                .until(() -> product.managed("/q/metrics").contains("sysdig_autoscaler_events_total"));

        var page = Files.readString(Path.of("docs/meters.md"));
        var documented = new TreeMap<String, SortedSet<String>>();
        ROW.matcher(page).results().forEach(row -> documented.put(row.group(1), words(row.group(2))));

        assertThat(registered(product.managed("/q/metrics"))).as("""
                        meters of the product and rows of docs/meters.md. A meter that is missing there: add \
                        "| `name` | `label`, `label` | meaning |". One that is missing here: take its row away, or register it \
                        when the process starts, or let it happen in this test.""").isEqualTo(documented);
    }

    /** Names as Prometheus shows them, a time under its name without _count, _sum and _max. */
    private static Map<String, SortedSet<String>> registered(String exposition) {
        var times =
                SUMMARY.matcher(exposition).results().map(type -> type.group(1)).collect(Collectors.toSet());
        var meters = new TreeMap<String, SortedSet<String>>();
        SAMPLE.matcher(exposition).results().forEach(sample -> {
            var base = sample.group(1).replaceFirst("_(count|sum|max|bucket)$", "");
            meters.computeIfAbsent(times.contains(base) ? base : sample.group(1), _ -> new TreeSet<>())
                    .addAll(labels(sample));
        });
        return meters;
    }

    private static SortedSet<String> labels(MatchResult sample) {
        var text = sample.group(2) == null ? "" : sample.group(2);
        return LABEL.matcher(text)
                .results()
                .map(label -> label.group(1))
                .filter(name -> !name.equals("le") && !name.equals("quantile"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> words(String cell) {
        return Pattern.compile("`(\\w+)`")
                .matcher(cell)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
