package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Workload;
import java.util.Map;
import java.util.Set;

/**
 * One HTTP query and the questions it answers. Every row of its answer carries the label {@link #FACT}, which tells what
 * the row's number is (see {@link Fact}).
 */
public sealed interface PlannedQuery {
    String FACT = "is";

    /** The same for the same questions. */
    Promql wording();

    /** The usual text. */
    default String promql() {
        return wording().text();
    }

    Set<Question> questions();

    /** Stays the same while workloads come and go. */
    Object identity();

    /**
     * What several workloads want of their own series. The rows carry the labels of {@link SeriesLabel}, and there are
     * rows of workloads, too, that nobody asked about.
     */
    record OfShape(Promql wording, Shape shape, Section section, Map<Workload, Question> byWorkload)
            implements PlannedQuery {
        public OfShape {
            byWorkload = Map.copyOf(byWorkload);
        }

        @Override
        public Set<Question> questions() {
            return Set.copyOf(byWorkload.values());
        }

        @Override
        public Object identity() {
            return new Place(shape, section);
        }

        private record Place(Shape shape, Section section) {}
    }

    /** What is wanted of several objects. There may be rows of objects that nobody asked about. */
    record OfObjects(Promql wording, ObjectGroup group, Map<String, Question.OfObject> byName) implements PlannedQuery {
        public OfObjects {
            byName = Map.copyOf(byName);
        }

        @Override
        public Set<Question> questions() {
            return Set.copyOf(byName.values());
        }

        @Override
        public Object identity() {
            return group;
        }
    }

    /** A raw query, asked alone; every row belongs to its question. */
    record OfQuery(Promql wording, Question.OfQuery question) implements PlannedQuery {
        @Override
        public Set<Question> questions() {
            return Set.of(question);
        }

        @Override
        public Object identity() {
            return question;
        }
    }
}
