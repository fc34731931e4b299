package com.sysdig.autoscaler.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a person may choose, by system properties {@code benchmark.<name>}.
 *
 * @param questions distinct metrics among the workloads
 * @param unrelated Pods, Secrets and ConfigMaps together
 * @param reads per second, one run each
 * @param length of a run of requests
 * @param flameGraphs whether the product's JVM is recorded, which costs it a few percent
 * @param only the parts to run
 */
record Parameters(
        int workloads,
        int questions,
        int replicas,
        int unrelated,
        List<Integer> reads,
        Duration length,
        boolean flameGraphs,
        Set<Part> only) {

    /** In the order in which they run. */
    enum Part {
        MEMORY,
        REACTION,
        WORKLOADS,
        READS,
        WEBHOOK,
        START,
        HOT_PATHS
    }

    static Parameters ofSystem() {
        return new Parameters(
                number("workloads", 1_000),
                number("questions", 50),
                number("replicas", 1),
                number("unrelated", 3_000),
                list("reads", "100,1000").stream().map(Integer::valueOf).toList(),
                Duration.ofSeconds(number("seconds", 10)),
                Boolean.getBoolean("benchmark.flame-graphs"),
                parts());
    }

    boolean includes(Part part) {
        return only.contains(part);
    }

    private static Set<Part> parts() {
        var names = list("only", "");
        return names.isEmpty()
                ? EnumSet.allOf(Part.class)
                : EnumSet.copyOf(names.stream()
                        .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .toList());
    }

    private static int number(String name, int otherwise) {
        return Integer.getInteger("benchmark." + name, otherwise);
    }

    private static List<String> list(String name, String otherwise) {
        return Arrays.stream(System.getProperty("benchmark." + name, otherwise).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
