package com.sysdig.autoscaler.promql;

/** One label matcher. */
public record Matcher(String label, Op op, String value) {
    /** PromQL's operators. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String text;

        Op(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
