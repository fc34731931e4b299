package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem;
import java.util.Collection;
import java.util.List;

/** Takes the token and the values of our headers out of what a server says, should it have echoed them. */
final class Secrets {
    /** A shorter value is no secret, and is found in any sentence. */
    private static final int SHORTEST = 8;

    private final List<Token> headers;

    Secrets(Collection<String> headers) {
        this.headers = headers.stream()
                .filter(value -> value.length() >= SHORTEST)
                .map(Token::new)
                .toList();
    }

    Reply hideIn(Reply reply, Token token) {
        return switch (reply) {
            case Reply.Rows(var rows, var warnings) ->
                new Reply.Rows(
                        rows,
                        warnings.stream().map(warning -> hidden(warning, token)).toList());
            case Reply.Refused(SourceProblem(var reason, var message, var retryAfter)) ->
                new Reply.Refused(new SourceProblem(reason, hidden(message, token), retryAfter));
        };
    }

    private String hidden(String text, Token token) {
        var result = token.hideIn(text);
        for (var header : headers) {
            result = header.hideIn(result);
        }
        return result;
    }
}
