package com.sysdig.autoscaler.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where reviews are posted: a path that everybody knows, and after it a key. The key stands in the webhook configuration alone,
 * which all replicas watch and which nobody reads who was not given the right to; so whoever shows it is an API server. It is
 * made by the first replica that finds none.
 */
final class CallPath {
    static final String KEY = "[0-9a-f]{32}";

    private static final int BYTES = 16;

    private final String base;
    // The newest first. One that was replaced is good until the next is: API servers learn of it a moment later.
    private volatile List<String> keys = List.of();

    CallPath(String base) {
        this.base = base;
    }

    /** With another key than all before: who deletes the configuration wants one. */
    String fresh() {
        return path(random());
    }

    /** What has to stand in this one: its own key if there is one, whoever made it, and else the one that was taken out. */
    String in(ValidatingWebhookConfiguration live) {
        return keyOf(live).or(() -> keys.stream().findFirst()).map(this::path).orElseGet(this::fresh);
    }

    /** Remembers the key of a configuration that is ours. */
    void read(ValidatingWebhookConfiguration live) {
        keyOf(live)
                .ifPresent(key -> keys = Stream.concat(Stream.of(key), keys.stream())
                        .distinct()
                        .limit(2)
                        .toList());
    }

    boolean knows(String key) {
        return keys.stream().anyMatch(known -> MessageDigest.isEqual(bytes(known), bytes(key)));
    }

    private Optional<String> keyOf(ValidatingWebhookConfiguration live) {
        return live.getWebhooks().stream()
                .map(webhook -> webhook.getClientConfig().getService())
                .filter(Objects::nonNull)
                .map(ServiceReference::getPath)
                .filter(path -> path != null && path.startsWith(base + "/"))
                .map(path -> path.substring(base.length() + 1))
                .filter(key -> key.matches(KEY))
                .findFirst();
    }

    private String path(String key) {
        return base + "/" + key;
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
