package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A number of a workload's series for tests, complete unless it is varied: 12 of 12 samples, 10 of 10 ready pods report. */
record Numbers(long amount, long samples, @Nullable Long pods, long ready) {
    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    /** Three polling intervals. */
    static final Duration PAUSE = Duration.ofSeconds(45);

    static final Question RATE = question(MetricFunction.RATE);
    static final Question AVG = question(MetricFunction.AVG);

    static Numbers number(long amount) {
        return new Numbers(amount, 12, 10L, 10);
    }

    private static Question question(MetricFunction function) {
        return new Question.OfWorkload(
                new Workload(WorkloadKind.DEPLOYMENT, "shop", "web"),
                new Shape("m", function, Duration.ofMinutes(2), Aggregation.Basic.SUM, Scope.none()));
    }

    Numbers samples(long other) {
        return new Numbers(amount, other, pods, ready);
    }

    Numbers pods(long other) {
        return new Numbers(amount, samples, other, ready);
    }

    /** None reported, or its series name none. */
    Numbers withoutPods() {
        return new Numbers(amount, samples, null, ready);
    }

    Numbers ready(long other) {
        return new Numbers(amount, samples, pods, other);
    }

    Answer.Fresh at(long second) {
        var at = START.plusSeconds(second);
        return new Answer.Fresh(
                new Amount(amount * 1000), new Answer.Facts(samples, 12L, at.minusSeconds(5), pods, ready, pods), at);
    }

    static Answer failed(long second) {
        return new Answer.Failed(
                new SourceProblem(SourceProblem.Reason.UNREACHABLE, "no connection", null), START.plusSeconds(second));
    }

    static History history(Question question, Answer... answers) {
        var history = History.NONE;
        for (var answer : answers) {
            history = history.with(question, answer, PAUSE);
        }
        return history;
    }
}
