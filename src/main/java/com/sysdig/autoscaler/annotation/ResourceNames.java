package com.sysdig.autoscaler.annotation;

import java.util.regex.Pattern;

/** Names of Kubernetes objects: DNS subdomains. */
final class ResourceNames {
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    private ResourceNames() {}

    static Reading<String> read(String text) {
        return text.length() <= MAX_LENGTH && SUBDOMAIN.matcher(text).matches()
                ? Reading.good(text)
                : Reading.bad(
                        "is not the name of a Kubernetes object",
                        "write lower-case letters, digits, `-` and `.`, at most " + MAX_LENGTH + " characters");
    }
}
