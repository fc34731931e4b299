package com.sysdig.autoscaler.promql;

/** A query whose selectors were all to carry certain matchers. */
public sealed interface Narrowed {

    /** Every selector of this query carries them. */
    record Query(PromqlQuery query) implements Narrowed {}

    /**
     * A selector asks for something else of such a label.
     *
     * @param given what the query has
     * @param required the one matcher that is allowed on this label
     */
    record Conflict(Matcher given, Matcher required) implements Narrowed {

        public String label() {
            return required.label();
        }
    }
}
