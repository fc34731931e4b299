package com.sysdig.autoscaler.promql;

/** Text that can be written as UTF-8. */
public final class UnicodeText {
    private UnicodeText() {}

    /** Whether it has no half surrogate pair, which JSON, YAML and Java can say and nobody can send. */
    public static boolean is(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (Character.getType(text.codePointAt(at)) == Character.SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
