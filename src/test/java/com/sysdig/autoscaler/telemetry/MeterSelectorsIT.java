package com.sysdig.autoscaler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Pages;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels and their values in alerts and dashboard; a misspelt one would be silent for ever. */
class MeterSelectorsIT {
    private static final Pattern SELECTOR = Pattern.compile("\\b(sysdig_autoscaler_\\w+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!=|!~|=)\"([^\"]*)\"");
    private static final Pattern GROUPED =
            Pattern.compile("by \\(([\\w, ]+)\\) ?\\((?:\\w+\\()?(sysdig_autoscaler_\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(sysdig_autoscaler_\\w+)\\{(.*)} \\S+$");
    /** What whoever scrapes adds. */
    private static final Set<String> OF_SCRAPING = Set.of("pod", "namespace");

    private static final Testbed BED = Testbed.shared();

    /** As {@code name{label="value"}}; where any value will do, without it. */
    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "dashboard.json"})
    void areThoseOfTheRunningProduct(String file) {
        var asked =
                asked(Pages.text(Path.of("helm/sysdig-autoscaler/files", file)).replace("\\\"", "\""));

        var product = BED.product();
        Workload.deployment(BED.namespace("selectors"), "web")
                .with("scale-metric", "sysdig_container_net_http_request_count")
                .with("scale-target", "10")
                .with("scale-max-replicas", "5")
                .create(BED.kubernetes());
        await("reviews, Events and reads, which are counted since the first")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(asked)
                        .as(file)
                        .hasSizeGreaterThan(5)
                        .isSubsetOf(served(product.managed("/q/metrics"))));
    }

    private static Set<String> asked(String text) {
        var asked = new TreeSet<String>();
        SELECTOR.matcher(text)
                .results()
                .forEach(selector -> pairs(selector.group(2)).forEach(pair -> asked.add(selector.group(1) + pair)));
        GROUPED.matcher(text).results().forEach(grouped -> {
            for (var label : grouped.group(1).split(", *", -1)) {
                if (!OF_SCRAPING.contains(label)) {
                    asked.add(grouped.group(2) + "{" + label + "}");
                }
            }
        });
        return asked;
    }

    private static Set<String> served(String exposition) {
        var served = new TreeSet<String>();
        SAMPLE.matcher(exposition)
                .results()
                .forEach(sample -> pairs(sample.group(2)).forEach(pair -> {
                    served.add(sample.group(1) + pair);
                    served.add(sample.group(1) + pair.replaceFirst("=.*", "}"));
                }));
        return served;
    }

    private static List<String> pairs(String labels) {
        var pairs = new ArrayList<String>();
        MATCHER.matcher(labels)
                .results()
                .filter(matcher -> !OF_SCRAPING.contains(matcher.group(1)))
                .forEach(matcher -> {
                    for (var value : matcher.group(2).split("\\|", -1)) {
                        pairs.add("{" + matcher.group(1) + "=\"" + value + "\"}");
                    }
                });
        return pairs;
    }
}
