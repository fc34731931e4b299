package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.MetricSource;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;

/** Asks Sysdig Monitor. For use by several threads, none of them an event loop. */
public final class SysdigClient implements MetricSource {
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

    public SysdigClient(SysdigSettings settings, String userAgent, InstantSource clock, SysdigMeters meters) {
        this.settings = settings;
        this.meters = meters;
        this.tokens = new Tokens(settings.token());
        this.secrets = new Secrets(settings.headers().values());
        this.budget = new RequestBudget(settings.requestsPerMinute(), clock);
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
            case Tokens.Current.Usable(var token) ->
                secrets.hideIn(guards.call(() -> attempt(promql, at, token)), token);
        });
    }

    private Reply attempt(String promql, Instant at, Token token) {
        try {
            var api = connection.api();
            var wait = budget.take();
            return wait.isPresent()
                    ? new Reply.Refused(Limits.ofOurs(wait.get(), budget.limit()))
                    : exchange(api, promql, at, token);
        } catch (IOException failure) {
            return refused(Reason.UNREACHABLE, FailedCall.caFile(settings.route(), failure));
        }
    }

    private Reply exchange(PrometheusApi api, String promql, Instant at, Token token) {
        meters.request();
        var timeout = settings.timeout().toSeconds() + "s";
        try (var response = api.query(promql, at.getEpochSecond(), timeout, token.authorization())) {
            return finalUnlessServerFailed(answers.read(response));
        } catch (IOException | ProcessingException failure) {
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
