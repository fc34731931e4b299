package com.sysdig.autoscaler.query;

import java.util.regex.Pattern;

/** Names of Kubernetes objects and namespaces: the only ones that a {@link NameRange} can tell apart. */
public final class ObjectNames {
    private static final int LONGEST = 253;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private ObjectNames() {}

    /** Lower-case letters, digits, hyphens and dots, beginning and ending with a letter or digit. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }
}
