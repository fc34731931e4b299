package com.sysdig.autoscaler.metricsapi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a client is able to read, the API server's way: forms of a kind are parameters of the media type. */
record AcceptHeader(List<Clause> clauses) {
    private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");
    private static final Set<String> FORM = Set.of("g", "v", "as");
    private static final Map<String, String> AGGREGATED_DISCOVERY =
            Map.of("g", "apidiscovery.k8s.io", "v", "v2", "as", "APIGroupDiscoveryList");

    /** One media type with its parameters. */
    record Clause(String type, Map<String, String> parameters) {
        double quality() {
            try {
                return Double.parseDouble(parameters.getOrDefault("q", "1"));
            } catch (NumberFormatException _) {
                return 0;
            }
        }

        boolean hasForm() {
            return parameters.keySet().stream().anyMatch(FORM::contains);
        }

        boolean isAggregatedDiscovery() {
            return type.equals("application/json")
                    && parameters.entrySet().containsAll(AGGREGATED_DISCOVERY.entrySet());
        }

        boolean isJson() {
            return JSON.contains(type) && !hasForm();
        }
    }

    /** No header at all means that everything is welcome. */
    static AcceptHeader of(List<String> values) {
        var text = String.join(",", values);
        return new AcceptHeader(Arrays.stream((text.isBlank() ? "*/*" : text).split(",", -1))
                .filter(clause -> !clause.isBlank())
                .map(AcceptHeader::clause)
                .filter(clause -> clause.quality() > 0)
                .sorted(Comparator.comparingDouble(Clause::quality).reversed())
                .toList());
    }

    boolean allowsJson() {
        return clauses.stream().anyMatch(Clause::isJson);
    }

    /** Whether the aggregated form of discovery is the one that the client likes best. */
    boolean prefersAggregatedDiscovery() {
        return clauses.stream()
                .filter(clause -> clause.isAggregatedDiscovery() || clause.isJson())
                .findFirst()
                .filter(Clause::isAggregatedDiscovery)
                .isPresent();
    }

    private static Clause clause(String text) {
        var parts = text.split(";", -1);
        var parameters = new TreeMap<String, String>();
        for (var part : Arrays.asList(parts).subList(1, parts.length)) {
            var pair = part.split("=", 2);
            parameters.put(pair[0].strip().toLowerCase(Locale.ROOT), pair.length == 2 ? pair[1].strip() : "");
        }
        return new Clause(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
    }
}
