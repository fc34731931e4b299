package com.sysdig.autoscaler.annotation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant. */
final class Suggestions {
    /** Longer texts are no misspelling of anything. */
    private static final int LONGEST = 40;

    private Suggestions() {}

    /**
     * The candidate fewest slips away, of several the first by the alphabet, if the slips are no more than a third of it;
     * capitals count as no slip.
     */
    static Optional<String> nearest(String text, Collection<String> candidates) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var wanted = text.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .map(candidate -> new Candidate(candidate, slips(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.slips <= candidate.text.length() / 3)
                .min(Comparator.comparingInt(Candidate::slips).thenComparing(Candidate::text))
                .map(Candidate::text);
    }

    private record Candidate(String text, int slips) {}

    /** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
    static int slips(String from, String to) {
        var slips = new int[from.length() + 1][to.length() + 1];
        for (var i = 0; i <= from.length(); i++) {
            for (var j = 0; j <= to.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : least(slips, from, to, i, j);
            }
        }
        return slips[from.length()][to.length()];
    }

    private static int least(int[][] slips, String from, String to, int i, int j) {
        var replaced = slips[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        var least = Math.min(replaced, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
        var swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
