package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer, and lets the budget know of the limits that it tells. */
final class AnswerReader {
    private static final int LARGEST_ERROR = 65_536;

    private final RequestBudget budget;
    private final InstantSource clock;
    private final String tokenPlace;
    private final ClockSkew skew;
    private final KnownLabels labels = new KnownLabels();

    AnswerReader(RequestBudget budget, InstantSource clock, String tokenPlace, ClockSkew skew) {
        this.budget = budget;
        this.clock = clock;
        this.tokenPlace = tokenPlace;
        this.skew = skew;
    }

    /** Throws where the body breaks off. */
    Reply read(RestResponse<InputStream> response) throws IOException {
        try (var body = Objects.requireNonNullElseGet(response.getEntity(), InputStream::nullInputStream)) {
            heed(response.getHeaderString("X-RateLimit-Limit"));
            int status = response.getStatus();
            return switch (status) {
                case 200 -> {
                    var came = clock.instant();
                    var reply = rows(body);
                    if (reply instanceof Reply.Rows) { // any other may be a gateway's
                        compareClocks(response.getHeaderString("Date"), came);
                    }
                    yield reply;
                }
                case 429 -> limited(response, body);
                default -> new Reply.Refused(ErrorAnswer.of(status, body.readNBytes(LARGEST_ERROR), tokenPlace));
            };
        }
    }

    private Reply rows(InputStream body) throws IOException {
        labels.forgetOld(clock.instant());
        return QueryBodyReader.read(body, labels);
    }

    private Reply limited(RestResponse<?> response, InputStream body) throws IOException {
        var pause = Limits.retryAfter(response.getHeaderString("Retry-After"), clock.instant());
        budget.close(pause);
        return new Reply.Refused(Limits.ofSysdig(ErrorAnswer.said(body.readNBytes(LARGEST_ERROR)), pause));
    }

    private void heed(@Nullable String limit) {
        if (limit != null && limit.strip().matches("\\d{1,6}")) {
            budget.heed(Integer.parseInt(limit.strip()));
        }
    }

    private void compareClocks(@Nullable String date, Instant came) {
        if (date == null) {
            return;
        }
        try {
            var theirs = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            skew.heard(theirs.toInstant(), came);
        } catch (DateTimeException _) {
            // whatever wrote it is no clock
        }
    }
}
