package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.MetricSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenSelectorTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "queue=orders ; queue=\"orders\"",
                "queue==orders ; queue=\"orders\"",
                "queue= ; queue=\"\"",
                "queue!=orders ; queue!=\"orders\"",
                "queue in (orders) ; queue=\"orders\"",
                "queue in (b,a.c) ; queue=~\"a\\\\.c|b\"",
                "queue notin (orders) ; queue!=\"orders\"",
                "queue notin (b,a) ; queue!~\"a|b\"",
                "queue notin (,a) ; queue!~\"|a\"",
                "queue ; queue!=\"\"",
                "!queue ; queue=\"\"",
                "b=1,a=2,b=1 ; a=\"2\",b=\"1\"",
                "b=1,b=2 ; b=\"1\",b=\"2\"",
            })
    void termsBecomeMatchers(String selector, String matchers) {
        assertThat(good("queue_depth", selector).scope().text()).isEqualTo(matchers);
    }

    @Test
    void withoutWordsTheTotalIsAskedAsAnnotationsWouldAskIt() {
        var gauge = good("queue_depth", "");
        assertThat(gauge.aggregation()).isEqualTo(Aggregation.Basic.SUM);
        assertThat(gauge.function()).isEqualTo(MetricFunction.AVG);
        assertThat(gauge.window()).isEqualTo(Duration.ofMinutes(2));

        assertThat(good("orders_total", "").function()).isEqualTo(MetricFunction.RATE);
        assertThat(good("sysdig_container_net_http_request_count", "").function())
                .isEqualTo(MetricFunction.DELTA_RATE);
    }

    @Test
    void wordsOfTheSelectorSayHowItIsAsked() {
        var series = good(
                "queue_depth", "sysdig.com/aggregation=p95,sysdig.com/function=max,sysdig.com/window=5m,queue=orders");

        assertThat(series.aggregation()).isEqualTo(new Aggregation.Percentile(95));
        assertThat(series.function()).isEqualTo(MetricFunction.MAX);
        assertThat(series.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(series.scope().text()).isEqualTo("queue=\"orders\"");
    }

    @Test
    void capitalsOfTheNameComeFromTheSelector() {
        assertThat(good("queuedepth", "sysdig.com/metric-name=QueueDepth").metric())
                .isEqualTo("QueueDepth");
        assertThat(problems("queuedepth", "sysdig.com/metric-name=secrets"))
                .contains("\"secrets\" is another name than \"queuedepth\"");
    }

    @Test
    void legacyNamesAreTranslatedAndUnknownOnesSaidToBeSo() {
        assertThat(good("net.http.request.count", "").metric()).isEqualTo("sysdig_container_net_http_request_count");
        assertThat(good("net.http.request.count", "").function()).isEqualTo(MetricFunction.DELTA_RATE);
        assertThat(problems("net.http.request.cuont", ""))
                .contains("is not a legacy metric name of Sysdig", "did you mean `net.http.request.count`?");
    }

    @Test
    void usualWordsCountWhereTheSelectorHasNone() {
        var usual = Map.of(SpelledSeries.AGGREGATION, "avg", SpelledSeries.FUNCTION, "avg");
        var plain = (SpelledSeries.Good) WrittenSelector.read("a_total", selector(""), usual);
        var said = (SpelledSeries.Good) WrittenSelector.read("a_total", selector("sysdig.com/function=rate"), usual);

        assertThat(plain.series().aggregation()).isEqualTo(Aggregation.Basic.AVG);
        assertThat(plain.series().function()).isEqualTo(MetricFunction.AVG);
        assertThat(said.series().function()).isEqualTo(MetricFunction.RATE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "kube_namespace_name=other           | may not have kube_namespace_name",
                "kube_namespace_name!=shop           | may not have kube_namespace_name",
                "!kube_namespace_name                | may not have kube_namespace_name",
                "kube_cluster_name=other             | may not have kube_cluster_name",
                "app.kubernetes.io/name=web          | \"app.kubernetes.io/name\" is no label of Sysdig",
                "queue-name=orders                   | \"queue-name\" is no label of Sysdig",
                "1queue                              | \"1queue\" is no label of Sysdig",
                "shards>3                            | labels of Sysdig are texts (shards)",
                "sysdig.com/agregation=avg           | means nothing here",
                "sysdig.com/aggregation              | must be given by '='",
                "sysdig.com/aggregation in (avg,sum) | must be given by '='",
                "sysdig.com/aggregation=median       | \"median\" is not one of the values",
                "sysdig.com/window=1s                | \"1s\" is out of range",
                "sysdig.com/function=                | \"\" is not one of the values",
            })
    void saysWhatCannotBeAsked(String selector, String problem) {
        assertThat(problems("queue_depth", selector)).contains(problem);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThat(problems("queue-depth", "a-b=c,shards>3,sysdig.com/window=1s"))
                .contains("\"a-b\"", "'>'", "\"1s\"", "\"queue-depth\" is not a metric name");
    }

    private static MetricSpec.Series good(String metric, String selector) {
        return ((SpelledSeries.Good) WrittenSelector.read(metric, selector(selector), Map.of())).series();
    }

    private static String problems(String metric, String selector) {
        return String.join(
                " | ", ((SpelledSeries.Bad) WrittenSelector.read(metric, selector(selector), Map.of())).problems());
    }

    private static LabelSelector selector(String text) {
        return ((ParsedSelector.Good) LabelSelector.parse(text)).selector();
    }
}
