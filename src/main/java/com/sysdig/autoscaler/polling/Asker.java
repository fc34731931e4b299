package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.Allowance;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.MetricSource;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Instant;
import java.util.Set;

/** Asks one query and puts what comes of it into the store. Safe for use by several threads. */
public final class Asker {
    /** What Sysdig takes in one query, in characters. */
    private static final int MAX_LENGTH = 50_000;

    /** Sysdig refuses to aggregate more than 100,000 series; a query that comes near is divided before. */
    private static final long MANY_SERIES = 80_000;

    private final MetricSource source;
    private final AnswerMaker answers;
    private final AnswerStore store;
    private final Splits splits;
    private final Turns turns;
    private final Timestamps timestamps = new Timestamps();

    public Asker(MetricSource source, AnswerMaker answers, AnswerStore store, Splits splits, Turns turns) {
        this.source = source;
        this.answers = answers;
        this.store = store;
        this.splits = splits;
        this.turns = turns;
    }

    Turns.Turn turn(PlannedQuery query) {
        return turns.of(query);
    }

    /** Blocks as long as the source does; gives back the reply, also where it was of no use. */
    Reply ask(PlannedQuery query, PollTime time) {
        var at = time.ofEvaluation();
        var reply = timestamps.ask(query.wording(), at, text -> ask(text, at));
        if (time.wasSetSince(at)) {
            return fail(query, ofAnotherTime(), earlier(at, time.ofEvaluation()));
        }
        if (!isAskedAgainInHalves(query, reply)) {
            store.put(answers.answers(query, reply, at));
        }
        return reply;
    }

    /** Instead of {@link #ask}, where that threw an exception. */
    Reply fail(PlannedQuery query, RuntimeException defect, Instant at) {
        return fail(
                query,
                refused(
                        Reason.INTERNAL,
                        "sysdig-autoscaler failed with " + defect.getClass().getName()),
                at);
    }

    private Reply fail(PlannedQuery query, Reply reply, Instant at) {
        store.put(answers.answers(query, reply, at));
        return reply;
    }

    private static Reply ofAnotherTime() {
        return refused(
                Reason.BROKEN_ANSWER,
                "our clock was set while Sysdig was asked, so that it was asked about another time: it is asked again");
    }

    /** Later answers count beside this one, whichever way the clock was set. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    Allowance allowance() {
        return source.allowance();
    }

    AnswerStore store() {
        return store;
    }

    /** These are wanted, and no others any more. {@code at}: what is asked now is evaluated at. */
    void take(Set<Question> questions, Instant at) {
        store.retain(questions);
        store.expect(questions, at);
    }

    private Reply ask(String promql, Instant at) {
        return promql.length() > MAX_LENGTH
                ? refused(
                        Reason.REJECTED,
                        "with all that is added to it the query is " + promql.length()
                                + " characters long, and Sysdig takes " + MAX_LENGTH)
                : source.ask(promql, at);
    }

    private static Reply refused(Reason reason, String message) {
        return new Reply.Refused(new SourceProblem(reason, message, null));
    }

    /** The halves' answers take the place of this one; what cannot be divided keeps its reply. */
    private boolean isAskedAgainInHalves(PlannedQuery query, Reply reply) {
        if (!(query instanceof PlannedQuery.OfShape grouped)) {
            return false;
        }
        return switch (reply) {
            case Reply.Refused(var problem) -> problem.reason() == Reason.REJECTED && splits.divide(grouped);
            case Reply.Rows rows when !rows.warnings().isEmpty() -> splits.divide(grouped);
            case Reply.Rows rows -> {
                splits.succeeded(grouped);
                if (rows.series() > MANY_SERIES) {
                    splits.divide(grouped);
                }
                yield false;
            }
        };
    }
}
