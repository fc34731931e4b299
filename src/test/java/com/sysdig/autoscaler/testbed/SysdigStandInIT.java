package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SysdigStandInIT {

    private static final String QUERY = "/prometheus/api/v1/query?query=";

    private final SysdigStandIn sysdig = Testbed.shared().sysdig();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void heal() {
        sysdig.heal();
    }

    /** A product that runs asks it, too. */
    @Test
    void answersPromQlToTheTokenAndCountsIt() throws Exception {
        sysdig.resetCount();

        assertThat(get(QUERY + "6*7", SysdigStandIn.TOKEN).body()).contains("\"42\"");
        assertThat(sysdig.queries()).extracting(Asked::query).containsOnlyOnce("6*7");
    }

    @Test
    void refusesAWrongTokenAsTheGatewayDoes() throws Exception {
        var response = get(QUERY + "1", "wrong");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"status\":401", "/ext/auth/prometheus/api/v1/query");
    }

    @Test
    void isGoneWhereSysdigHasNothing() throws Exception {
        assertThat(get("/prometheus/api/v1/status/buildinfo", SysdigStandIn.TOKEN)
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void failsAsTold() throws Exception {
        sysdig.fail(new Fault.When(query -> query.contains("bad"), Fault.rejected("too much")));
        assertThat(get(QUERY + "bad", SysdigStandIn.TOKEN).body()).contains("too much");
        assertThat(get(QUERY + "1", SysdigStandIn.TOKEN).statusCode()).isEqualTo(200);

        sysdig.fail(new Fault.TooManyRequests(Duration.ofSeconds(7)));
        assertThat(get(QUERY + "1", SysdigStandIn.TOKEN).headers().firstValue("Retry-After"))
                .contains("7");

        sysdig.fail(new Fault.Cut());
        assertThatThrownBy(() -> get(QUERY + "1", SysdigStandIn.TOKEN)).isInstanceOf(IOException.class);

        sysdig.fail(new Fault.Slow(Duration.ofMillis(10)));
        assertThat(get(QUERY + "1", SysdigStandIn.TOKEN).statusCode()).isEqualTo(200);
    }

    @Test
    void spoilsTrueAnswers() throws Exception {
        Testbed.shared().exporter().set("spoilt", Series.workload(Exporter.CLUSTER, "a", "deployment", "b"), 3);
        await().until(() -> get(QUERY + "spoilt", SysdigStandIn.TOKEN).body().contains("\"3\""));

        sysdig.fail(new Fault.NotANumber());
        assertThat(get(QUERY + "spoilt", SysdigStandIn.TOKEN).body()).contains("\"NaN\"");

        sysdig.fail(new Fault.Warnings(List.of("cut at 1000")));
        assertThat(get(QUERY + "spoilt", SysdigStandIn.TOKEN).body())
                .contains("\"warnings\":[\"cut at 1000\"]", "\"3\"");
    }

    private HttpResponse<String> get(String pathAndQuery, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(sysdig.uri() + pathAndQuery))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
