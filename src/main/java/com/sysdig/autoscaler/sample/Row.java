package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.PlannedQuery;
import java.util.Arrays;
import java.util.Map;

/**
 * All numbers of an answer that carry the same labels, mostly one of each fact. An answer for ten thousand workloads has fifty
 * thousand numbers, and they live just long enough to get into the old generation: so they are no objects. Filled by the one
 * that reads the answer, and not changed any more once it is passed on.
 */
public final class Row {
    private static final int FACTS = Fact.values().length;

    private final Map<String, String> labels;
    private Fact[] facts = new Fact[FACTS];
    private double[] numbers = new double[FACTS];
    private int size;

    /** Without numbers; the labels are those without {@link PlannedQuery#FACT}, so that the facts can share them. */
    public Row(Map<String, String> labels) {
        this.labels = Map.copyOf(labels);
    }

    /** One number more, as Sysdig gave it: may be NaN, infinite or negative, and a second one of the same fact. */
    public Row add(Fact fact, double number) {
        if (size == numbers.length) {
            facts = Arrays.copyOf(facts, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        facts[size] = fact;
        numbers[size++] = number;
        return this;
    }

    public Map<String, String> labels() {
        return labels;
    }

    /** All of one fact, in the order in which they came. */
    public double[] numbers(Fact fact) {
        var found = new double[count(fact)];
        for (int i = 0, next = 0; i < size; i++) {
            if (facts[i] == fact) {
                found[next++] = numbers[i];
            }
        }
        return found;
    }

    private int count(Fact fact) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += facts[i] == fact ? 1 : 0;
        }
        return count;
    }
}
