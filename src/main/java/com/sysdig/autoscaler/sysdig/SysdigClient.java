package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.Allowance;
import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.MetricSource;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Restrained;
import com.sysdig.autoscaler.sample.Restraint;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import io.vertx.core.VertxException;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Asks Sysdig Monitor. For use by several threads, none of them an event loop. */
public final class SysdigClient implements MetricSource, Restrained {
    /** So many queries are under way at most; further callers wait. */
    public static final int AT_ONCE = 8;

    private final SysdigSettings settings;
    private final SysdigMeters meters;
    private final Tokens tokens;
    private final Secrets secrets;
    private final RequestBudget budget;
    private final Connection connection;
    private final Guards guards;
    private final ClockSkew skew = new ClockSkew();
    private final AnswerReader answers;

    /** Whether the last query failed in spite of further attempts. */
    private volatile boolean failing;

    /** The only one that asks with this token. */
    public SysdigClient(SysdigSettings settings, String userAgent, InstantSource clock, SysdigMeters meters) {
        this(settings, userAgent, clock, meters, () -> 1);
    }

    /**
     * One of several that share the ceiling.
     *
     * @param share of the requests per minute that are this replica's at present: above 0, at most 1; asked often
     */
    public SysdigClient(
            SysdigSettings settings, String userAgent, InstantSource clock, SysdigMeters meters, DoubleSupplier share) {
        this.settings = settings;
        this.meters = meters;
        this.tokens = new Tokens(settings.token());
        this.secrets = new Secrets(settings.headers().values());
        this.budget = new RequestBudget(settings.requestsPerMinute(), share, clock);
        this.connection = new Connection(settings, userAgent);
        this.guards = new Guards(settings.timeout());
        this.answers = new AnswerReader(budget, clock, tokens.place(), skew);
        meters.watch(skew);
        meters.watch(budget);
    }

    /** As Sysdig's answers tell it. */
    public ClockSkew skew() {
        return skew;
    }

    @Override
    public Reply ask(String promql, Instant at) {
        return meters.timed(() -> switch (tokens.current()) {
            case Tokens.Current.Unusable(var message) -> refused(Reason.UNAUTHORIZED, message);
            case Tokens.Current.Usable(var token) -> secrets.hideIn(called(promql, at, token), token);
        });
    }

    @Override
    public Allowance allowance() {
        return new Allowance(budget.room(), budget.limit(), budget.restraint().pause());
    }

    @Override
    public Restraint restraint() {
        return budget.restraint();
    }

    @Override
    public void obey(Restraint told) {
        budget.obey(told);
    }

    private Reply called(String promql, Instant at, Token token) {
        var failed = new AtomicReference<@Nullable PassingFailure>();
        var reply = guards.call(() -> {
            try {
                return attempt(promql, at, token, failed.get());
            } catch (PassingFailure failure) {
                failed.set(failure);
                throw failure;
            }
        });
        failing = reply instanceof Reply.Refused && failed.get() != null;
        return reply;
    }

    private Reply attempt(String promql, Instant at, Token token, @Nullable PassingFailure before) {
        try {
            var api = connection.api();
            if (before != null) {
                return mayTryAgain() ? exchange(api, promql, at, token) : new Reply.Refused(before.problem());
            }
            var wait = budget.take();
            return wait.isPresent()
                    ? new Reply.Refused(Limits.ofOurs(wait.get(), budget.limit()))
                    : exchange(api, promql, at, token);
        } catch (IOException failure) {
            return refused(Reason.UNREACHABLE, FailedCall.caFile(settings.route(), failure));
        }
    }

    /** The budget's last requests are for first attempts, and a server that failed with every attempt is not hammered. */
    private boolean mayTryAgain() {
        return !failing && budget.takeAnother(AT_ONCE);
    }

    private Reply exchange(PrometheusApi api, String promql, Instant at, Token token) {
        meters.request();
        var timeout = settings.timeout().toSeconds() + "s";
        try {
            var response = api.query(promql, at.getEpochSecond(), timeout, token.authorization());
            return finalUnlessServerFailed(answers.read(response));
        } catch (IOException | ProcessingException | VertxException failure) {
            var problem = FailedCall.of(failure, settings.route());
            if (FailedCall.mayPass(failure)) {
                throw new PassingFailure(problem);
            }
            return new Reply.Refused(problem);
        }
    }

    private static Reply finalUnlessServerFailed(Reply reply) {
        if (reply instanceof Reply.Refused(SourceProblem problem) && problem.reason() == Reason.SERVER_ERROR) {
            throw new PassingFailure(problem);
        }
        return reply;
    }

    private static Reply refused(Reason reason, String message) {
        return new Reply.Refused(ErrorAnswer.problem(reason, message));
    }
}
