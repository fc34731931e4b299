package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String LONG_AGO = "Thu, 01 Jan 1970 00:00:00 GMT";

    private final HandClock clock = new HandClock();
    private final ClockSkew skew = new ClockSkew();
    private final AnswerReader reader =
            new AnswerReader(new RequestBudget(60, () -> 1, clock), clock, "the token", skew);

    @Test
    void clocksAreComparedByAnAnswer() throws IOException {
        assertThat(read("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"))
                .isInstanceOf(Reply.Rows.class);
        assertThat(skew.ahead()).isPositive();
    }

    @Test
    void andNotByThePageOfAGateway() throws IOException {
        assertThat(read("<html>try again later</html>")).isInstanceOf(Reply.Refused.class);
        assertThat(skew.ahead()).isEqualTo(Duration.ZERO);
    }

    private Reply read(String body) throws IOException {
        var entity = (InputStream) new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return reader.read(
                RestResponse.ResponseBuilder.ok(entity).header("Date", LONG_AGO).build());
    }
}
