package com.sysdig.autoscaler.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From questions to queries: one for each shape, however many workloads share it, one for each
 * {@link ObjectGroup}, and one for each raw query. Only where {@link Splits} says so a shape becomes several.
 */
public final class QueryPlanner {
    private final TimeText untimed;
    private final ShapeText text;
    private final ShapeText untimedText;
    private final Splits splits;

    /** With the distance of samples in Sysdig, which says when a pod has lately reported. */
    public QueryPlanner(String clusterName, Duration sampleInterval, Splits splits) {
        this.untimed = TimeText.byWindows(Freshness.of(sampleInterval));
        this.text = new ShapeText(clusterName, sampleInterval, TimeText.told());
        this.untimedText = new ShapeText(clusterName, sampleInterval, untimed);
        this.splits = splits;
    }

    /** Another number whenever equal questions may be planned otherwise than before. */
    public long version() {
        return splits.version();
    }

    /** The matcher that the series of every workload have to meet. */
    public String cluster() {
        return text.cluster().text();
    }

    /** The same list for equal questions, as long as no query is divided. */
    public List<PlannedQuery> plan(Collection<Question> questions) {
        var ofWorkloads = new ArrayList<Question.OfWorkload>();
        var ofObjects = new ArrayList<Question.OfObject>();
        var queries = new ArrayList<PlannedQuery>();
        for (var question : questions) {
            switch (question) {
                case Question.OfWorkload ofWorkload -> ofWorkloads.add(ofWorkload);
                case Question.OfObject ofObject -> ofObjects.add(ofObject);
                case Question.OfQuery raw ->
                    queries.add(new PlannedQuery.OfQuery(RawText.planned(raw, TimeText.told(), untimed), raw));
            }
        }
        ofWorkloads.stream()
                .collect(groupingBy(Question.OfWorkload::shape))
                .forEach((shape, asked) -> sections(shape, asked).forEach(queries::add));
        ofObjects.stream()
                .collect(groupingBy(Question.OfObject::group))
                .forEach((group, asked) -> queries.add(planned(group, asked)));
        queries.sort(Comparator.comparing(PlannedQuery::promql));
        return queries;
    }

    private PlannedQuery planned(ObjectGroup group, List<Question.OfObject> asked) {
        var byName = asked.stream().collect(toMap(Question.OfObject::name, question -> question));
        return new PlannedQuery.OfObjects(worded(shapes -> shapes.text(group, byName.keySet())), group, byName);
    }

    private Stream<PlannedQuery> sections(Shape shape, List<Question.OfWorkload> asked) {
        return splits.sections(shape).stream().flatMap(section -> {
            var byWorkload = asked.stream()
                    .filter(question -> section.contains(question.workload()))
                    .collect(toMap(Question.OfWorkload::workload, question -> (Question) question));
            return byWorkload.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new PlannedQuery.OfShape(
                            worded(shapes -> shapes.text(shape, section, byWorkload.keySet())),
                            shape,
                            section,
                            byWorkload));
        });
    }

    private Promql worded(Function<ShapeText, String> query) {
        return new Promql(query.apply(text), query.apply(untimedText));
    }
}
