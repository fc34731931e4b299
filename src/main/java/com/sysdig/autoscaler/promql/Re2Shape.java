package com.sysdig.autoscaler.promql;

/**
 * What has to be known of a part of a regular expression.
 *
 * @param matchesEmpty whether it matches the empty text, standing alone
 * @param copies how often counted repetitions, one in another, repeat their innermost part at most
 */
record Re2Shape(boolean matchesEmpty, long copies) {

    static final Re2Shape NOTHING = new Re2Shape(true, 1);
    static final Re2Shape SOMETHING = new Re2Shape(false, 1);

    Re2Shape followedBy(Re2Shape next) {
        return new Re2Shape(matchesEmpty && next.matchesEmpty, Math.max(copies, next.copies));
    }

    Re2Shape or(Re2Shape other) {
        return new Re2Shape(matchesEmpty || other.matchesEmpty, Math.max(copies, other.copies));
    }

    /**
     * Repeated by a count.
     *
     * @param most of a count without an upper bound the lower one
     */
    Re2Shape times(int fewest, int most) {
        return new Re2Shape(matchesEmpty || fewest == 0, most == 0 ? copies : most * copies);
    }

    Re2Shape optional() {
        return new Re2Shape(true, copies);
    }
}
