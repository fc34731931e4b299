package com.sysdig.autoscaler.metricsapi.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names of the headers in which the front proxy says for whom it asks. */
record RequestHeaders(List<String> user, List<String> uid, List<String> group, List<String> extraPrefixes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** From the entries of {@code kube-system/extension-apiserver-authentication}. */
    static RequestHeaders of(Map<String, String> entries) throws JsonProcessingException {
        return new RequestHeaders(
                names(entries, "requestheader-username-headers"),
                names(entries, "requestheader-uid-headers"),
                names(entries, "requestheader-group-headers"),
                names(entries, "requestheader-extra-headers-prefix"));
    }

    /** A JSON array of strings; empty where there is no such entry. */
    static List<String> names(Map<String, String> entries, String key) throws JsonProcessingException {
        var text = entries.get(key);
        return text == null || text.isBlank() ? List.of() : JSON.readValue(text, new TypeReference<List<String>>() {});
    }

    /** Empty where no user is named. */
    Optional<Caller> caller(Credentials credentials) {
        return first(credentials, user)
                .map(name -> new Caller(
                        name,
                        first(credentials, uid).orElse(null),
                        group.stream()
                                .flatMap(header -> credentials.header(header).stream())
                                .toList(),
                        extra(credentials)));
    }

    private static Optional<String> first(Credentials credentials, List<String> headers) {
        return headers.stream()
                .flatMap(header -> credentials.header(header).stream())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Map<String, List<String>> extra(Credentials credentials) {
        var extra = new HashMap<String, List<String>>();
        for (var prefix : extraPrefixes) {
            extra.putAll(credentials.headers().stream()
                    .filter(header -> hasPrefix(header.getKey(), prefix))
                    .collect(Collectors.groupingBy(
                            header -> key(header.getKey().substring(prefix.length())),
                            Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
        }
        return extra;
    }

    private static boolean hasPrefix(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String key(String encoded) {
        var lowerCase = encoded.toLowerCase(Locale.ROOT);
        try {
            return URLDecoder.decode(lowerCase.replace("+", "%2b"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return lowerCase;
        }
    }
}
