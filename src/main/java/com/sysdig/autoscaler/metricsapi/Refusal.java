package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.sample.Served;

/** Why a read got no number. Appears unchanged in metrics and documentation. */
enum Refusal {
    /** The label selector cannot be read. */
    MALFORMED_SELECTOR(Status.Reason.BAD_REQUEST),
    /** Name and selector are none of our metrics, and none that can be asked. */
    UNKNOWN_SELECTOR(Status.Reason.BAD_REQUEST),
    /** The workload has no annotations of ours, or is not there. */
    UNMANAGED_WORKLOAD(Status.Reason.NOT_FOUND),
    /** Not all workloads have been seen yet since the start. */
    STARTING(Status.Reason.SERVICE_UNAVAILABLE),
    /** The workload has other metrics, but not this one. */
    UNKNOWN_METRIC(Status.Reason.NOT_FOUND),
    /** The workload's annotations are wrong. */
    INVALID_ANNOTATIONS(Status.Reason.NOT_FOUND),
    /** {@code autoscaler.custom-metrics} is not set. */
    SWITCHED_OFF(Status.Reason.NOT_FOUND),
    /** There is no such object, or it is not named as it should. */
    UNKNOWN_OBJECT(Status.Reason.NOT_FOUND),
    /** The API server did not tell which pods there are. */
    PODS_UNLISTED(Status.Reason.SERVICE_UNAVAILABLE),
    /** More metrics are read by hand-written HorizontalPodAutoscalers than we ask for. */
    TOO_MANY(Status.Reason.TOO_MANY_REQUESTS),
    NOT_ASKED_YET(Status.Reason.SERVICE_UNAVAILABLE),
    NO_DATA(Status.Reason.NOT_FOUND),
    TOO_OLD(Status.Reason.SERVICE_UNAVAILABLE),
    INCOMPLETE(Status.Reason.SERVICE_UNAVAILABLE),
    PODS_UNSEEN(Status.Reason.SERVICE_UNAVAILABLE),
    SETTLING(Status.Reason.SERVICE_UNAVAILABLE),
    NOT_READY(Status.Reason.SERVICE_UNAVAILABLE),
    CLOCK_SKEW(Status.Reason.SERVICE_UNAVAILABLE),
    AMBIGUOUS(Status.Reason.INTERNAL_ERROR),
    NOT_A_NUMBER(Status.Reason.INTERNAL_ERROR),
    DOUBTFUL(Status.Reason.INTERNAL_ERROR),
    SOURCE_FAILED(Status.Reason.SERVICE_UNAVAILABLE);

    private final Status.Reason status;

    Refusal(Status.Reason status) {
        this.status = status;
    }

    Status.Reason status() {
        return status;
    }

    static Refusal of(Served.Reason reason) {
        return switch (reason) {
            case NOT_ASKED_YET -> NOT_ASKED_YET;
            case NO_DATA -> NO_DATA;
            case TOO_OLD -> TOO_OLD;
            case INCOMPLETE -> INCOMPLETE;
            case PODS_UNSEEN -> PODS_UNSEEN;
            case SETTLING -> SETTLING;
            case NOT_READY -> NOT_READY;
            case CLOCK_SKEW -> CLOCK_SKEW;
            case AMBIGUOUS -> AMBIGUOUS;
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case DOUBTFUL -> DOUBTFUL;
            case SOURCE_FAILED -> SOURCE_FAILED;
        };
    }
}
