package com.sysdig.autoscaler.admission;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who wants to store an object, as the review says. {@code username} and {@code uid} may be empty. */
public record Requester(String username, String uid, List<String> groups, Map<String, List<String>> extra) {
    static final Requester NOBODY = new Requester("", "", List.of(), Map.of());

    public Requester {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** In characters. */
    long length() {
        return Stream.of(
                        Stream.of(username, uid),
                        groups.stream(),
                        extra.keySet().stream(),
                        extra.values().stream().flatMap(List::stream))
                .flatMap(texts -> texts)
                .mapToLong(String::length)
                .sum();
    }
}
