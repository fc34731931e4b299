package com.sysdig.autoscaler.sysdig;

/** A secret. Its text goes into the Authorization header and nowhere else. */
public final class Token {
    private final String text;

    public Token(String text) {
        this.text = text.strip();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether a header can carry it: visible ASCII only. */
    boolean isSendable() {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    String authorization() {
        return "Bearer " + text;
    }

    /** The text without this secret, should a server have echoed it. */
    String hideIn(String other) {
        return text.isEmpty() ? other : other.replace(text, "[hidden]");
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
