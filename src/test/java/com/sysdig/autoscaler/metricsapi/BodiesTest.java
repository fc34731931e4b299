package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Served;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Byte for byte what goes over the wire. */
class BodiesTest {
    @Test
    void aggregatedDiscovery() {
        assertThat(json(Discovery.AGGREGATED))
                .startsWith("""
                {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[\
                {"metadata":{"name":"external.metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Current",\
                "resources":[{"resource":"externalmetrics","singularResource":"","scope":"Namespaced","verbs":["get"],\
                "responseKind":{"group":"external.metrics.k8s.io","version":"v1beta1",\
                "kind":"ExternalMetricValueList"}}]}]},{"metadata":{"name":"custom.metrics.k8s.io"},"versions":[\
                {"version":"v1beta2","freshness":"Current","resources":[\
                {"resource":"pods","singularResource":"","scope":"Namespaced","verbs":[],\
                "responseKind":{"group":"","version":"","kind":""},"subresources":[{"subresource":"*","verbs":["get"],\
                "responseKind":{"group":"custom.metrics.k8s.io","version":"v1beta2","kind":"MetricValueList"}}]},""")
                .contains("{\"resource\":\"nodes\",\"singularResource\":\"\",\"scope\":\"Cluster\"")
                .contains("{\"version\":\"v1beta1\",\"freshness\":\"Current\",\"resources\":[{\"resource\":\"pods\"");
    }

    @Test
    void customGroup() {
        assertThat(json(Discovery.CUSTOM_GROUP)).isEqualTo("""
                {"kind":"APIGroup","apiVersion":"v1","name":"custom.metrics.k8s.io","versions":[\
                {"groupVersion":"custom.metrics.k8s.io/v1beta2","version":"v1beta2"},\
                {"groupVersion":"custom.metrics.k8s.io/v1beta1","version":"v1beta1"}],"preferredVersion":\
                {"groupVersion":"custom.metrics.k8s.io/v1beta2","version":"v1beta2"}}""");
    }

    @Test
    void customResourceList() {
        assertThat(json(Discovery.custom("v1beta1")))
                .startsWith("""
                {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"custom.metrics.k8s.io/v1beta1",\
                "resources":[{"name":"pods/*","singularName":"","namespaced":true,\
                "kind":"MetricValueList","verbs":["get"]},""")
                .contains("{\"name\":\"namespaces/*\",\"singularName\":\"\",\"namespaced\":false");
    }

    @Test
    void valuesOfObjectsInBothVersions() {
        var value = new ObjectReading.Value(
                Described.POD,
                "shop",
                "web-1",
                new Served.Value(new Amount(250), Instant.parse("2026-06-01T12:00:00.5Z")));
        var selector = ((ParsedSelector.Good) LabelSelector.parse("verb=GET")).selector();
        var found = new ObjectReading.Found("requests", selector, Duration.ofMinutes(1), List.of(value));

        assertThat(json(MetricValueList.of("v1beta2", found))).isEqualTo("""
                {"kind":"MetricValueList","apiVersion":"custom.metrics.k8s.io/v1beta2","metadata":{},"items":[\
                {"describedObject":{"kind":"Pod","namespace":"shop","name":"web-1","apiVersion":"v1"},\
                "metric":{"name":"requests","selector":{"matchLabels":{"verb":"GET"}}},\
                "timestamp":"2026-06-01T12:00:00Z","windowSeconds":60,"value":"250m"}]}""");
        assertThat(json(MetricValueList.of("v1beta1", found))).isEqualTo("""
                {"kind":"MetricValueList","apiVersion":"custom.metrics.k8s.io/v1beta1","metadata":{},"items":[\
                {"describedObject":{"kind":"Pod","namespace":"shop","name":"web-1","apiVersion":"v1"},\
                "metricName":"requests","timestamp":"2026-06-01T12:00:00Z","window":60,"value":"250m",\
                "selector":{"matchLabels":{"verb":"GET"}}}]}""");
    }

    @Test
    void valuesOfObjectsWithoutNamespaceWithoutSelectorOrWithAnotherOne() {
        var value = new ObjectReading.Value(
                Described.NODE, "", "n1", new Served.Value(new Amount(1_000), Instant.parse("2026-06-01T12:00:00Z")));
        var sets = ((ParsedSelector.Good) LabelSelector.parse("a in (b,c),!d")).selector();

        assertThat(json(MetricValueList.of(
                        "v1beta2",
                        new ObjectReading.Found(
                                "m", new LabelSelector(List.of()), Duration.ofMinutes(1), List.of(value)))))
                .contains("{\"kind\":\"Node\",\"name\":\"n1\",\"apiVersion\":\"v1\"}", "\"selector\":null");
        assertThat(json(MetricValueList.of(
                        "v1beta2", new ObjectReading.Found("m", sets, Duration.ofMinutes(1), List.of(value)))))
                .contains("{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\",\"values\":[\"b\",\"c\"]},"
                        + "{\"key\":\"d\",\"operator\":\"DoesNotExist\",\"values\":[]}]}");
    }

    @Test
    void groupList() {
        assertThat(json(Discovery.GROUPS)).isEqualTo("""
                {"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"external.metrics.k8s.io","versions":[\
                {"groupVersion":"external.metrics.k8s.io/v1beta1","version":"v1beta1"}],"preferredVersion":\
                {"groupVersion":"external.metrics.k8s.io/v1beta1","version":"v1beta1"}},\
                {"name":"custom.metrics.k8s.io","versions":[\
                {"groupVersion":"custom.metrics.k8s.io/v1beta2","version":"v1beta2"},\
                {"groupVersion":"custom.metrics.k8s.io/v1beta1","version":"v1beta1"}],"preferredVersion":\
                {"groupVersion":"custom.metrics.k8s.io/v1beta2","version":"v1beta2"}}]}""");
    }

    @Test
    void group() {
        assertThat(json(Discovery.OUR_GROUP)).isEqualTo("""
                {"kind":"APIGroup","apiVersion":"v1","name":"external.metrics.k8s.io","versions":[\
                {"groupVersion":"external.metrics.k8s.io/v1beta1","version":"v1beta1"}],"preferredVersion":\
                {"groupVersion":"external.metrics.k8s.io/v1beta1","version":"v1beta1"}}""");
    }

    @Test
    void resourceList() {
        assertThat(json(Discovery.RESOURCES)).isEqualTo("""
                {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"external.metrics.k8s.io/v1beta1",\
                "resources":[{"name":"externalmetrics","singularName":"","namespaced":true,\
                "kind":"ExternalMetricValueList","verbs":["get"]}]}""");
    }

    @Test
    void values() {
        var labels = new TreeMap<>(Map.of("sysdig.com/workload", "web", "sysdig.com/kind", "deployment"));
        var item = new ExternalMetricValueList.Item("queue_depth", labels, "2026-06-01T12:00:00Z", "105763m");

        assertThat(json(new ExternalMetricValueList(List.of(item)))).isEqualTo("""
                {"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},\
                "items":[{"metricName":"queue_depth","metricLabels":{"sysdig.com/kind":"deployment",\
                "sysdig.com/workload":"web"},"timestamp":"2026-06-01T12:00:00Z","value":"105763m"}]}""");
    }

    @Test
    void errorWithDetails() {
        var details = new Status.Details("external.metrics.k8s.io", "queue_depth");

        assertThat(json(new Status("no series", Status.Reason.NOT_FOUND, details)))
                .isEqualTo("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"no series",\
                "reason":"NotFound","details":{"group":"external.metrics.k8s.io","kind":"queue_depth"},"code":404}""");
    }

    @Test
    void errorInOneLineThatNoBrowserTakesForHtml() {
        assertThat(json(Status.of(Status.Reason.BAD_REQUEST, "<b>\r\n\"a\" & b\u0007")))
                .isEqualTo("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
                "message":"\\u003Cb\\u003E \\"a\\" \\u0026 b ","reason":"BadRequest","code":400}""");
    }

    @Test
    void errorOfBoundedLength() {
        assertThat(Status.of(Status.Reason.BAD_REQUEST, "x".repeat(100_000)).message())
                .hasSize(4099)
                .endsWith("x...");
    }

    @Test
    void openApi() {
        assertThat(json(new OpenApi.V2(new OpenApi.Title("Sysdig Autoscaler", "v1"))))
                .isEqualTo(
                        "{\"swagger\":\"2.0\",\"info\":{\"title\":\"Sysdig Autoscaler\",\"version\":\"v1\"},\"paths\":{}}");
        assertThat(json(new OpenApi.V3(Map.of()))).isEqualTo("{\"paths\":{}}");
    }

    @Test
    void version() {
        assertThat(json(Version.of("1.2.3-SNAPSHOT", "linux/amd64"))).isEqualTo("""
                {"major":"1","minor":"2","gitVersion":"v1.2.3-SNAPSHOT","gitCommit":"","gitTreeState":"",\
                "buildDate":"","goVersion":"","compiler":"","platform":"linux/amd64"}""");
    }

    @Test
    void indentedForPeople() {
        var text = new String(Json.bytes(new OpenApi.V3(Map.of()), true), StandardCharsets.UTF_8);

        assertThat(text).isEqualTo("{%n  \"paths\" : { }%n}".formatted());
    }

    private static String json(Body body) {
        return new String(Json.bytes(body, false), StandardCharsets.UTF_8);
    }
}
