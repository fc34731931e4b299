package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.admission.ReviewAnswer.Response;
import java.util.List;

/** The answer to one request: HTTP status, document, and how it is counted. */
record Reply(int code, Document document, Outcome outcome) {
    /** Appears unchanged in metrics and documentation. */
    enum Outcome {
        ALLOWED,
        /** Allowed, with warnings. */
        WARNED,
        DENIED,
        /** A body that is no review, or a review of something else. */
        UNREADABLE,
        /** Too many at once. */
        OVERLOADED,
        /** Not done in time. */
        LATE
    }

    /** The API server takes any other status than 200 for a failed call. */
    private static final int OK = 200;

    /** {@code fromApiServer}: whether no stranger asks. */
    static Reply to(byte[] body, WorkloadReviews reviews, boolean fromApiServer) {
        return switch (ReviewReader.read(body)) {
            case Incoming.Unreadable(var why) -> failed(Denial.badRequest(why), Outcome.UNREADABLE);
            case Incoming.Review review -> of(Line.of(review.uid(), 256), reviews.decide(review, fromApiServer));
        };
    }

    static Reply overloaded() {
        return failed(Denial.tooManyRequests(), Outcome.OVERLOADED);
    }

    /** The API server takes an answer only with the uid of its question, so that one is looked for. */
    static Reply late(byte[] body) {
        var uid = ReviewReader.uid(body);
        return uid.isEmpty()
                ? failed(Denial.timeout(), Outcome.LATE)
                : reviewed(new Response(Line.of(uid, 256), false, Denial.timeout(), List.of()), Outcome.LATE);
    }

    private static Reply failed(Denial denial, Outcome outcome) {
        return new Reply(denial.code(), denial, outcome);
    }

    private static Reply of(String uid, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(var warnings) ->
                reviewed(
                        new Response(uid, true, null, warnings), warnings.isEmpty() ? Outcome.ALLOWED : Outcome.WARNED);
            case Verdict.Denied denied ->
                reviewed(new Response(uid, false, Denial.invalid(denied), List.of()), Outcome.DENIED);
            case Verdict.Unreviewable(var why) ->
                reviewed(new Response(uid, false, Denial.badRequest(why), List.of()), Outcome.UNREADABLE);
        };
    }

    private static Reply reviewed(Response response, Outcome outcome) {
        return new Reply(OK, new ReviewAnswer(response), outcome);
    }
}
