package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.Reply;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer, and lets the budget know of the limits that it tells. */
final class AnswerReader {
    /** An answer for ten thousand workloads has some 15 MB. */
    private static final int LARGEST = 48_000_000;

    private static final int LARGEST_ERROR = 65_536;

    private final RequestBudget budget;
    private final InstantSource clock;
    private final String tokenPlace;
    private final ClockSkew skew;

    AnswerReader(RequestBudget budget, InstantSource clock, String tokenPlace, ClockSkew skew) {
        this.budget = budget;
        this.clock = clock;
        this.tokenPlace = tokenPlace;
        this.skew = skew;
    }

    /** Throws where the body breaks off. */
    Reply read(Response response) throws IOException {
        heed(response.getHeaderString("X-RateLimit-Limit"));
        compareClocks(response.getHeaderString("Date"));
        var status = response.getStatus();
        return switch (status) {
            case 200 -> rows(body(response, LARGEST + 1));
            case 429 -> limited(response);
            default -> new Reply.Refused(ErrorAnswer.of(status, body(response, LARGEST_ERROR), tokenPlace));
        };
    }

    private static Reply rows(byte[] body) {
        return body.length > LARGEST
                ? QueryBodyReader.broken("an answer of more than " + LARGEST / 1_000_000 + " MB")
                : QueryBodyReader.read(body);
    }

    private Reply limited(Response response) throws IOException {
        var pause = Limits.retryAfter(response.getHeaderString("Retry-After"), clock.instant());
        budget.close(pause);
        return new Reply.Refused(Limits.ofSysdig(ErrorAnswer.said(body(response, LARGEST_ERROR)), pause));
    }

    private void heed(@Nullable String limit) {
        if (limit != null && limit.strip().matches("\\d{1,6}")) {
            budget.heed(Integer.parseInt(limit.strip()));
        }
    }

    private void compareClocks(@Nullable String date) {
        if (date == null) {
            return;
        }
        try {
            var theirs = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            skew.heard(theirs.toInstant(), clock.instant());
        } catch (DateTimeException _) {
            // whatever wrote it is no clock
        }
    }

    private static byte[] body(Response response, int most) throws IOException {
        try (var content = response.readEntity(InputStream.class)) {
            return content == null ? new byte[0] : content.readNBytes(most);
        }
    }
}
