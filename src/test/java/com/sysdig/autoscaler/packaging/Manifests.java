package com.sysdig.autoscaler.packaging;

import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of {@code kubernetes/} that are made from the chart, and the chart's that are made from {@code kubernetes/}. */
final class Manifests {
    static final Path CHART = Path.of("helm/sysdig-autoscaler");

    private static final String HEADER =
            "# Made from helm/sysdig-autoscaler: ./mvnw test -Dtest=ManifestsIT -Dmanifests.write=true\n";
    private static final Pattern SOURCE = Pattern.compile("# Source: sysdig-autoscaler/templates/(\\S+)\\.yaml\n");
    /** What only Helm can know; kustomize has its own way to roll out changed settings. */
    private static final Pattern OF_HELM =
            Pattern.compile("(?m)^ +(app\\.kubernetes\\.io/managed-by|helm\\.sh/chart|checksum/settings): .*\n");

    private static final Map<String, String> FILES = Map.of(
            "apiservice", "api-service.yaml",
            "webhook", "webhook.yaml",
            "serviceaccount", "service-account.yaml",
            "networkpolicy", "network-policy.yaml",
            "poddisruptionbudget", "pod-disruption-budget.yaml",
            "service", "service.yaml",
            "deployment", "deployment.yaml",
            "servicemonitor", "components/service-monitor/service-monitor.yaml",
            "prometheusrule", "components/alerts/alerts.yaml",
            "dashboard", "components/dashboard/dashboard.yaml");

    /** Of the component that switches metrics of objects on; its kustomization has the setting. */
    private static final String CUSTOM_METRICS = "components/custom-metrics/api-services.yaml";

    private Manifests() {}

    /** Content by file. */
    static Map<Path, String> made() {
        var made = new TreeMap<Path, String>();
        var settings = new StringBuilder();
        for (var object : rendered().split("(?m)^---\n", -1)) {
            var source = SOURCE.matcher(object);
            if (!source.find()) {
                continue;
            }
            var template = source.group(1);
            var text = OF_HELM.matcher(object.substring(source.end()))
                            .replaceAll("")
                            .strip() + "\n";
            if (FILES.containsKey(template)) {
                made.merge(
                        Path.of("kubernetes", isOfObjects(text) ? CUSTOM_METRICS : FILES.get(template)),
                        HEADER + text,
                        (first, next) -> first + "---\n" + text);
            } else if (template.equals("configmap")) {
                settings.append(environment(text));
            }
        }
        made.put(Path.of("kubernetes/settings.env"), settings.toString());
        made.put(CHART.resolve("files/rbac.yaml"), read(Path.of("kubernetes/rbac.yaml")));
        made.put(
                CHART.resolve("files/rbac-custom-metrics.yaml"),
                read(Path.of("kubernetes/components/custom-metrics/rbac.yaml")));
        return made;
    }

    private static boolean isOfObjects(String object) {
        return object.contains("\n  group: custom.metrics.k8s.io\n");
    }

    private static String rendered() {
        return Tool.of(Part.HELM)
                .run(
                        "template",
                        "sysdig-autoscaler",
                        CHART.toString(),
                        "--namespace=sysdig-autoscaler",
                        "--set=sysdig.region=us1,sysdig.clusterName=change-me",
                        "--set=autoscaler.customMetrics=true",
                        "--set=serviceMonitor.enabled=true,prometheusRule.enabled=true,dashboard.enabled=true")
                .orFail();
    }

    private static String environment(String configMap) {
        return Pattern.compile("(?m)^  ([A-Z_]+): \"(.*)\"$")
                .matcher(configMap)
                .results()
                .filter(variable -> !variable.group(1).equals("AUTOSCALER_CUSTOM_METRICS"))
                .map(variable -> variable.group(1) + "=" + variable.group(2) + "\n")
                .collect(Collectors.joining("", HEADER + "# Settings as variables: docs/settings.md.\n", ""));
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below {@code kubernetes/} that a kustomization can name. */
    static Stream<Path> all() {
        try (var files = Files.walk(Path.of("kubernetes"))) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
