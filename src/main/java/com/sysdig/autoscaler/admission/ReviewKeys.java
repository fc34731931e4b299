package com.sysdig.autoscaler.admission;

/** Tells API servers from strangers. Anybody may post a review; what we remember of the cluster is only for API servers. */
@FunctionalInterface
public interface ReviewKeys {
    /**
     * Whether this is the key that API servers were told, or none is needed: nobody told them one, or strangers do not come
     * this far. Answers at once.
     *
     * @param key empty where none was shown
     */
    boolean fits(String key);
}
