package com.sysdig.autoscaler.admission;

/** Tells API servers from strangers. Anybody may post a review; what we remember of the cluster is only for API servers. */
public interface ReviewKeys {
    /** Of keys, as a regular expression. */
    String PATTERN = "[0-9a-f]{32}";

    /** Whether it is the key that API servers were told. Answers at once. */
    boolean fits(String key);

    /** Whether no key is needed: nobody told API servers one, or strangers do not come this far. */
    boolean open();
}
