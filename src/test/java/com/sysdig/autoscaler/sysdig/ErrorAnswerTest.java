package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies are those of Sysdig's documents, and what stands between us and Sysdig. */
class ErrorAnswerTest {
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapes")
    void tellsReasonAndSysdigsWords(int status, String body, Reason reason, String words) {
        var problem = read(status, body);

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.message()).contains(words).doesNotContain("<html>");
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(400, prometheus("bad_data", "parse error: no expression"), Reason.REJECTED, "parse error"),
                arguments(422, prometheus("execution", "too many series"), Reason.REJECTED, "too many series"),
                arguments(414, "<html>Request-URI Too Long</html>", Reason.REJECTED, "414"),
                arguments(
                        401,
                        "{\"timestamp\":1743154268491,\"status\":401,\"error\":\"Unauthorized\",\"path\":\"/ext/auth\"}",
                        Reason.UNAUTHORIZED,
                        "Unauthorized"),
                arguments(
                        403,
                        "{\"type\":\"forbidden\",\"message\":\"no way\",\"details\":[]}",
                        Reason.FORBIDDEN,
                        "no way"),
                arguments(
                        403,
                        "{\"errors\":[{\"reason\":\"Not enough privileges\",\"message\":\"Access is denied\"}]}",
                        Reason.FORBIDDEN,
                        "Access is denied"),
                arguments(403, "{\"errors\":[{\"reason\":\"Not enough\"}]}", Reason.FORBIDDEN, "Not enough"),
                arguments(404, "\"404 page not found\"", Reason.BROKEN_ANSWER, "SYSDIG_PROMETHEUS_PATH"),
                arguments(410, prometheus("gone", "not supported"), Reason.BROKEN_ANSWER, "not supported"),
                arguments(302, "", Reason.BROKEN_ANSWER, "SYSDIG_URL"),
                arguments(407, "<html>", Reason.UNREACHABLE, "SYSDIG_PROXY"),
                arguments(408, "", Reason.TIMEOUT, "SYSDIG_TIMEOUT"),
                arguments(500, prometheus("server_error", "oops"), Reason.SERVER_ERROR, "oops"),
                arguments(503, prometheus("timeout", "query timed out"), Reason.TIMEOUT, "query timed out"),
                arguments(502, "<html>Bad Gateway</html>", Reason.SERVER_ERROR, "502"),
                arguments(503, "", Reason.SERVER_ERROR, "503"),
                arguments(500, "{\"message\":{\"odd\":1},\"errors\":\"odd\"}", Reason.SERVER_ERROR, "500"));
    }

    @Test
    void saysWhereTheTokenIs() {
        assertThat(read(401, "").message()).contains("SOME_PLACE", "sysdig.region");
    }

    @Test
    void keepsWhatOthersWroteToOneShortLine() {
        var message = read(400, prometheus("bad_data", "a\\nb\\u001b[31m\\u2028c" + "x".repeat(5_000)))
                .message();

        assertThat(message)
                .contains("a b [31m c")
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(400);
    }

    private static SourceProblem read(int status, String body) {
        return ErrorAnswer.of(status, body.getBytes(StandardCharsets.UTF_8), "SOME_PLACE");
    }

    private static String prometheus(String type, String error) {
        return "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + error + "\"}";
    }
}
