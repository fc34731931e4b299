package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.promql.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes names from one on up to another, in the order of their characters. A range is said in two short regular
 * expressions however many names lie in it, which is what lets a query be cut in halves without listing thousands of names.
 *
 * @param from the first name, or a text below it; empty for no lower end
 * @param below the first name that is no longer in it, or a text below that; null for no upper end
 */
public record NameRange(String from, @Nullable String below) {
    static final NameRange ALL = new NameRange("", null);

    /** Every character of a Kubernetes name, in order. */
    private static final String ALPHABET = "-.0123456789abcdefghijklmnopqrstuvwxyz";

    boolean contains(String name) {
        return name.compareTo(from) >= 0 && (below == null || name.compareTo(below) < 0);
    }

    /**
     * Two ranges that together are this one.
     *
     * @param last of the names in the first one
     * @param next of the names, the first in the second one
     */
    List<NameRange> cut(String last, String next) {
        int same = 0;
        while (same < last.length() && last.charAt(same) == next.charAt(same)) {
            same++;
        }
        var border = next.substring(0, same + 1);
        return List.of(new NameRange(from, border), new NameRange(border, below));
    }

    List<Matcher> matchers(String label) {
        var matchers = new ArrayList<Matcher>();
        if (!from.isEmpty()) {
            matchers.add(new Matcher(label, Matcher.Op.REGEX, atLeast(from)));
        }
        if (below != null) {
            matchers.add(new Matcher(label, Matcher.Op.REGEX, lessThan(below)));
        }
        return matchers;
    }

    /** For {@code web}: {@code (w(e(b.*|[c-z].*)|[f-z].*)|[x-z].*)}. */
    private static String atLeast(String border) {
        if (border.isEmpty()) {
            return ".*";
        }
        var rest = atLeast(border.substring(1));
        var above = ALPHABET.substring(ALPHABET.indexOf(border.charAt(0)) + 1);
        return "(" + literal(border) + rest + (above.isEmpty() ? "" : "|" + oneOf(above) + ".*") + ")";
    }

    /** For {@code web}: {@code ([-.0-9a-v].*|w([-.0-9a-d].*|e([-.0-9a].*)?)?)?}. */
    private static String lessThan(String border) {
        var under = ALPHABET.substring(0, ALPHABET.indexOf(border.charAt(0)));
        var less = under.isEmpty() ? "" : oneOf(under) + ".*";
        if (border.length() == 1) {
            return "(" + less + ")?";
        }
        return "(" + less + (less.isEmpty() ? "" : "|") + literal(border) + lessThan(border.substring(1)) + ")?";
    }

    private static String oneOf(String characters) {
        return "[" + characters.replaceAll("(\\d)\\d+(\\d)", "$1-$2").replaceAll("([a-z])[a-z]+([a-z])", "$1-$2") + "]";
    }

    private static String literal(String border) {
        return border.startsWith(".") ? "[.]" : border.substring(0, 1);
    }
}
