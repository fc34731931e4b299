package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Supplier;

/** Queries with their time and outcome, and HTTP requests, of which a query can need several. */
public final class SysdigMeters {
    private static final String ANSWERED = "answered";

    private final MeterRegistry registry;
    private final Counter requests;

    public SysdigMeters(MeterRegistry registry) {
        this.registry = registry;
        this.requests = Counter.builder("sysdig.autoscaler.requests")
                .description("HTTP requests sent to Sysdig, repeated attempts included")
                .register(registry);
        query(ANSWERED);
        for (var reason : Reason.values()) {
            query(name(reason));
        }
    }

    void request() {
        requests.increment();
    }

    void watch(RequestBudget budget) {
        Gauge.builder("sysdig.autoscaler.requests.limit", budget, RequestBudget::limit)
                .description("Requests per minute that are allowed at present")
                .register(registry);
        Gauge.builder("sysdig.autoscaler.requests.left", budget, RequestBudget::room)
                .description("Requests that may be sent to Sysdig at once now; 0 while there is none to be had")
                .register(registry);
    }

    void watch(ClockSkew skew) {
        Gauge.builder("sysdig.autoscaler.clock.ahead", skew, one -> one.ahead().toMillis() / 1000.0)
                .description("Our clock before that of Sysdig as of its latest answer; negative if it is behind")
                .baseUnit("seconds")
                .register(registry);
    }

    Reply timed(Supplier<Reply> query) {
        var sample = Timer.start(registry);
        var reply = query.get();
        sample.stop(query(outcome(reply)));
        return reply;
    }

    private Timer query(String outcome) {
        return Timer.builder("sysdig.autoscaler.query")
                .description("Queries to Sysdig by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String outcome(Reply reply) {
        return switch (reply) {
            case Reply.Rows _ -> ANSWERED;
            case Reply.Refused(var problem) -> name(problem.reason());
        };
    }

    private static String name(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
