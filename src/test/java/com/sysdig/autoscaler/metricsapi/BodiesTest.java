package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Byte for byte what goes over the wire. */
class BodiesTest {
    @Test
    void aggregatedDiscovery() {
        assertThat(json(Discovery.AGGREGATED)).isEqualTo("""
                {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[\
                {"metadata":{"name":"external.metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Current",\
                "resources":[{"resource":"externalmetrics","singularResource":"","scope":"Namespaced","verbs":["get"],\
                "responseKind":{"group":"external.metrics.k8s.io","version":"v1beta1",\
                "kind":"ExternalMetricValueList"}}]}]}]}""");
    }

    @Test
    void groupList() {
        assertThat(json(Discovery.GROUPS)).isEqualTo("""
                {"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"external.metrics.k8s.io","versions":[\
                {"groupVersion":"external.metrics.k8s.io/v1beta1","version":"v1beta1"}],"preferredVersion":\
                {"groupVersion":"external.metrics.k8s.io/v1beta1","version":"v1beta1"}}]}""");
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
