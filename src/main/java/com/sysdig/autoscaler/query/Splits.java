package com.sysdig.autoscaler.query;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers which shapes are too much for one query and are asked for in sections.
 *
 * <p>A query that is refused for itself is divided in two, and each half again where it is refused, until what is wrong
 * stands alone. Where nothing succeeds, dividing does not help (the query itself may be wrong): after a few divisions the
 * shape is asked whole again and left whole for a while. A division, too, is forgotten in time, since its reason may be
 * gone. Safe for use by several threads.
 */
public final class Splits {
    private static final int MAX_SHAPES = 256;

    private final InstantSource clock;

    /** Oldest first. Guarded by this, as is the version: the loop reads, the threads of queries divide. */
    private final Map<Shape, Split> splits = new LinkedHashMap<>();

    private long version;

    public Splits(InstantSource clock) {
        this.clock = clock;
    }

    /** Another number whenever the plan for the same questions may have changed. */
    public synchronized long version() {
        var now = clock.instant();
        if (splits.values().removeIf(split -> !split.until().isAfter(now))) {
            version++;
        }
        return version;
    }

    /**
     * Sees to it that what this query asked is asked in halves from now on.
     *
     * @return false if it cannot or shall not be divided, so that its reply stands
     */
    public synchronized boolean divide(PlannedQuery.OfShape query) {
        var split = splits.getOrDefault(query.shape(), Split.NONE);
        var section = query.section();
        if (!split.sections().contains(section)) {
            return true; // another query of this section came first
        }
        var next = split.refused(section, section.halves(query.byWorkload().keySet()), clock.instant());
        put(query.shape(), split, next);
        return next.sections().size() > split.sections().size();
    }

    /** Notes that a section was answered, so that dividing this shape is of use. */
    public synchronized void succeeded(PlannedQuery.OfShape query) {
        splits.computeIfPresent(query.shape(), (_, split) -> split.proven());
    }

    /** Every workload is in exactly one of them. */
    synchronized List<Section> sections(Shape shape) {
        return splits.getOrDefault(shape, Split.NONE).sections();
    }

    private void put(Shape shape, Split before, Split after) {
        if (after.equals(before)) {
            return;
        }
        splits.remove(shape);
        splits.put(shape, after);
        version++;
        if (splits.size() > MAX_SHAPES) {
            splits.remove(splits.keySet().iterator().next());
        }
    }
}
