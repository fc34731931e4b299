package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Freshness;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.SeriesLabel;
import com.sysdig.autoscaler.query.Shape;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From one reply to the answers of the questions that were asked with it. */
public final class AnswerMaker {
    private final Duration sampleInterval;
    private final Duration freshFor;
    private final Duration ingestionDelay;
    private final ReadyPods readyPods;
    private final ClockSkew skew;

    /** Without knowledge of ready pods, and with clocks that agree. */
    public AnswerMaker(Duration sampleInterval) {
        this(sampleInterval, Duration.ZERO, _ -> OptionalLong.empty(), new ClockSkew());
    }

    /** With the distance of samples in Sysdig, and how far in the past queries are evaluated. */
    public AnswerMaker(Duration sampleInterval, Duration ingestionDelay, ReadyPods readyPods, ClockSkew skew) {
        this.sampleInterval = sampleInterval;
        this.ingestionDelay = ingestionDelay;
        this.readyPods = readyPods;
        this.skew = skew;
        this.freshFor = Freshness.of(sampleInterval).limit();
    }

    /**
     * One answer for each question of the query. By a clock that is known to be wrong none is dated, since later ones would be
     * taken for older, or the other way round.
     *
     * @param at time of evaluation by our clock
     */
    public Map<Question, Answer> answers(PlannedQuery query, Reply reply, Instant at) {
        return switch (reply) {
            case Reply.Refused(var problem) ->
                same(
                        query,
                        new Answer.Failed(problem, skew.isTooFar(at.plus(ingestionDelay)) ? skew.atSource(at) : at));
            case Reply.Rows _
            when skew.isTooFar() -> same(query, new Answer.Failed(ofAnotherTime(), skew.atSource(at)));
            case Reply.Rows(var _, var warnings)
            when !warnings.isEmpty() -> same(query, new Answer.Doubtful(warnings.getFirst(), at));
            case Reply.Rows(var rows, var _) -> read(query, rows, at);
        };
    }

    /** Old samples would look new, and what is yet to come would look empty. */
    private SourceProblem ofAnotherTime() {
        return new SourceProblem(
                SourceProblem.Reason.BROKEN_ANSWER,
                skew.text().orElse("")
                        + ", so that it was asked about another time: set the clock of sysdig-autoscaler's node right",
                null);
    }

    private static Map<Question, Answer> same(PlannedQuery query, Answer answer) {
        return query.questions().stream().collect(Collectors.toMap(question -> question, _ -> answer));
    }

    private Map<Question, Answer> read(PlannedQuery query, List<Row> rows, Instant at) {
        return switch (query) {
            case PlannedQuery.OfQuery(var _, var question) ->
                Map.of(question, ofQuery(new Findings(rows), question, at));
            case PlannedQuery.OfObjects(var _, var group, var byName) -> {
                var circumstances = new Circumstances(expected(group.shape()), OptionalLong.empty());
                var label = group.kind().label();
                yield split(
                        byName,
                        rows,
                        labels -> Optional.ofNullable(labels.get(label)),
                        (_, findings) -> ofWorkload(findings, circumstances, at));
            }
            case PlannedQuery.OfShape(var _, var shape, var _, var byWorkload) -> {
                long expected = expected(shape);
                yield split(
                        byWorkload,
                        rows,
                        SeriesLabel::workload,
                        (workload, findings) ->
                                ofWorkload(findings, new Circumstances(expected, readyPods.of(workload)), at));
            }
        };
    }

    /** Rows of what nobody asked about are left out. */
    private static <K> Map<Question, Answer> split(
            Map<K, ? extends Question> asked,
            List<Row> rows,
            Function<Map<String, String>, Optional<K>> owner,
            BiFunction<K, Findings, Answer> answer) {
        var found = HashMap.<K, List<Row>>newHashMap(asked.size());
        for (var row : rows) {
            owner.apply(row.labels())
                    .filter(asked::containsKey)
                    .ifPresent(key ->
                            found.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(row));
        }
        var answers = HashMap.<Question, Answer>newHashMap(asked.size());
        asked.forEach((key, question) ->
                answers.put(question, answer.apply(key, new Findings(found.getOrDefault(key, List.of())))));
        return answers;
    }

    private long expected(Shape shape) {
        return Math.max(1, shape.window().dividedBy(sampleInterval));
    }

    /** What the rows do not tell. */
    record Circumstances(long expectedSamples, OptionalLong ready) {}

    private Answer ofWorkload(Findings findings, Circumstances circumstances, Instant at) {
        if (findings.isEmpty()) {
            return new Answer.Empty(at);
        }
        var newest = findings.newestSample();
        return findings.values().length == 0
                        && newest.filter(time -> !tooOld(time, at)).isPresent()
                ? new Answer.TooFew(newest.get(), at)
                : number(findings, newest, time -> findings.facts(time, circumstances), at);
    }

    private Answer ofQuery(Findings findings, Question.OfQuery raw, Instant at) {
        var newest = findings.newestSample(raw.times(), at);
        boolean stale = newest.filter(time -> tooOld(time, at)).isPresent();
        return findings.values().length == 0 && !stale
                ? new Answer.Empty(at)
                : number(findings, newest, Findings::facts, at);
    }

    private Answer number(
            Findings findings, Optional<Instant> newestSample, Function<Instant, Answer.Facts> facts, Instant at) {
        var values = findings.values();
        if (values.length > 1) {
            return new Answer.Ambiguous(values.length, at);
        }
        if (values.length == 0 || newestSample.isEmpty() || tooOld(newestSample.get(), at)) {
            return new Answer.Stale(newestSample.orElse(null), at);
        }
        double value = values[0];
        return Amount.of(value)
                .<Answer>map(amount -> new Answer.Fresh(amount, facts.apply(newestSample.get()), at))
                .orElseGet(() -> new Answer.NotANumber(text(value), at));
    }

    /** A sample of the future is no sign of life either: it would stay fresh until that time. */
    private boolean tooOld(Instant sample, Instant at) {
        return sample.isBefore(at.minus(freshFor)) || sample.isAfter(at.plus(freshFor));
    }

    private static String text(double value) {
        if (Double.isFinite(value)) {
            return BigDecimal.valueOf(value).stripTrailingZeros().toString();
        }
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
}
