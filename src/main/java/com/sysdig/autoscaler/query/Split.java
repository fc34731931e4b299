package com.sysdig.autoscaler.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * In which sections one shape is asked for.
 *
 * @param sections every workload is in exactly one of them
 * @param failures of sections that cannot be divided any more, before any success
 * @param until forgotten then
 */
record Split(List<Section> sections, Use use, int failures, Instant until) {
    static final Split NONE = new Split(List.of(Section.WHOLE), Use.UNPROVEN, 0, Instant.MAX);

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration LEFT_WHOLE = Duration.ofMinutes(30);
    private static final int MAX_SECTIONS = 32;
    private static final int MAX_SECTIONS_UNPROVEN = 8;
    private static final int MAX_FAILURES_UNPROVEN = 2;

    /** Whether dividing this shape is of use. */
    enum Use {
        UNPROVEN,
        /** At least one section was answered. */
        PROVEN,
        /** However it was divided, nothing was answered. */
        NONE
    }

    /** After this section was refused; the same split if that changes nothing. */
    Split refused(Section section, List<Section> halves, Instant now) {
        if (use == Use.NONE || sections.size() >= MAX_SECTIONS) {
            return this;
        }
        if (halves.isEmpty()) {
            return use == Use.PROVEN || sections.size() == 1 ? this : failedAlone(now);
        }
        return use == Use.UNPROVEN && sections.size() >= MAX_SECTIONS_UNPROVEN
                ? leftWhole(now)
                : divided(section, halves, now);
    }

    Split proven() {
        return use == Use.UNPROVEN && sections.size() > 1 ? new Split(sections, Use.PROVEN, 0, until) : this;
    }

    private Split divided(Section section, List<Section> halves, Instant now) {
        var others = sections.stream().filter(one -> !one.equals(section));
        return new Split(Stream.concat(others, halves.stream()).toList(), use, failures, now.plus(REMEMBERED));
    }

    private Split failedAlone(Instant now) {
        return failures + 1 >= MAX_FAILURES_UNPROVEN ? leftWhole(now) : new Split(sections, use, failures + 1, until);
    }

    private static Split leftWhole(Instant now) {
        return new Split(NONE.sections, Use.NONE, 0, now.plus(LEFT_WHOLE));
    }
}
