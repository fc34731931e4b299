package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * One query's time limit, and inside it the attempts. Two guards, since in one guard the time limit holds for each attempt.
 * The limit of requests is not a guard's: it changes with Sysdig's answers.
 */
final class Guards {
    private static final int WAITING = 256;

    private final Guard whole;
    private final Guard attempts;

    Guards(Duration timeout) {
        whole = Guard.create()
                .withDescription("sysdig-query")
                .withTimeout()
                .duration(timeout.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
        attempts = Guard.create()
                .withDescription("sysdig-attempts")
                .withBulkhead()
                .limit(SysdigClient.AT_ONCE)
                .queueSize(WAITING)
                .enableSynchronousQueueing()
                .done()
                .withRetry()
                .maxRetries(2)
                .delay(200, ChronoUnit.MILLIS)
                .jitter(100, ChronoUnit.MILLIS)
                .maxDuration(timeout.toMillis(), ChronoUnit.MILLIS)
                .withExponentialBackoff()
                .factor(2)
                .maxDelay(500, ChronoUnit.MILLIS)
                .done()
                .whenException(PassingFailure.class::isInstance)
                .done()
                .build();
    }

    Reply call(Supplier<Reply> attempt) {
        try {
            return whole.get(() -> attempts.get(attempt, Reply.class), Reply.class);
        } catch (PassingFailure failure) {
            return new Reply.Refused(failure.problem());
        } catch (TimeoutException _) {
            return new Reply.Refused(ErrorAnswer.timeout("Sysdig did not answer in time"));
        } catch (BulkheadException _) {
            return new Reply.Refused(ErrorAnswer.problem(
                    Reason.LIMITED,
                    "more than " + (SysdigClient.AT_ONCE + WAITING) + " queries at once; a longer"
                            + " autoscaler.poll-interval (AUTOSCALER_POLL_INTERVAL) helps"));
        }
    }
}
