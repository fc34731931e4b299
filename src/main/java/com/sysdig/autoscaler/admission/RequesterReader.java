package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads who wants something. For one review, by one thread. */
final class RequesterReader {
    private final List<String> groups = new ArrayList<>();
    private final Map<String, List<String>> extra = new HashMap<>();
    private String username = "";
    private String uid = "";

    void read(JsonParser at) throws IOException {
        Walk.fields(at, this::field);
    }

    Requester user() {
        return new Requester(username, uid, groups, extra);
    }

    private void field(String name, JsonParser at) throws IOException {
        switch (name) {
            case "username" -> username = Walk.text(at);
            case "uid" -> uid = Walk.text(at);
            case "groups" -> texts(at, groups);
            case "extra" ->
                Walk.fields(at, (key, values) -> texts(values, extra.computeIfAbsent(key, _ -> new ArrayList<>())));
            default -> {}
        }
    }

    private static void texts(JsonParser at, List<String> into) throws IOException {
        Walk.elements(at, element -> into.add(Walk.text(element)));
    }
}
