package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No value of the chart is without effect. */
class ChartValuesIT {
    /** What is set, and what the manifests have then and only then; with a minus what they have otherwise. */
    private static final String TABLE = """
            sysdig.region=us2                                              | SYSDIG_REGION: "us2"
            sysdig.region=,sysdig.url=https://sysdig.example.com           | SYSDIG_URL: "https://sysdig.example.com"
            sysdig.clusterName=other                                       | SYSDIG_CLUSTER_NAME: "other"
            sysdig.token.secretName=mine                                   | secretName: mine
            sysdig.token.secretKey=api                                     | token/api
            EXTERNAL.enabled=true                                          | kind: ExternalSecret
            EXTERNAL.enabled=true,EXTERNAL.refreshInterval=5m              | refreshInterval: 5m
            EXTERNAL.enabled=true,EXTERNAL.secretStoreRef.name=vault       | name: vault
            EXTERNAL.enabled=true,EXTERNAL.remoteRef.key=team/sysdig       | key: team/sysdig
            sysdig.proxy=http://proxy:3128                                 | SYSDIG_PROXY: "http://proxy:3128"
            sysdig.ca.configMapName=cas                                    | configMap: {name: cas}
            sysdig.ca.secretName=cas                                       | secret: {secretName: cas}
            sysdig.ca.configMapName=cas,sysdig.ca.key=all.pem              | ca/all.pem
            autoscaler.namespaces={shop,team}                              | AUTOSCALER_NAMESPACES: "shop,team"
            autoscaler.customMetrics=true                                  | name: v1beta2.custom.metrics.k8s.io
            autoscaler.scaleToZero=true                                    | AUTOSCALER_SCALE_TO_ZERO: "true"
            autoscaler.rawQueries=denied                                   | AUTOSCALER_RAW_QUERIES: "denied"
            settings.autoscaler\\.poll-interval=30s                        | AUTOSCALER_POLL_INTERVAL: "30s"
            extraEnv[0].name=LEVEL,extraEnv[0].value=DEBUG                 | name: LEVEL
            image.repository=registry.example.com/own                      | image: registry.example.com/own:
            image.tag=9.9.9                                                | sysdig-autoscaler:9.9.9
            image.pullPolicy=Always                                        | imagePullPolicy: Always
            imagePullSecrets[0].name=pull                                  | name: pull
            replicas=5                                                     | replicas: 5
            resources.limits.cpu=3                                         | cpu: 3
            certificates.mode=files,certificates.secretName=serving        | secret: {secretName: serving}
            certificates.caAnnotations.from=serving                        | from: serving
            podDisruptionBudget.enabled=false                              | -kind: PodDisruptionBudget
            networkPolicy.enabled=false                                    | -kind: NetworkPolicy
            networkPolicy.apiServer[0].ipBlock.cidr=10.0.0.0/28            | cidr: 10.0.0.0/28
            networkPolicy.metrics[0].ipBlock.cidr=10.0.0.0/28              | cidr: 10.0.0.0/28
            topologySpreadConstraints[0].topologyKey=rack,topologySpreadConstraints[0].maxSkew=1,topologySpreadConstraints[0].whenUnsatisfiable=DoNotSchedule | topologyKey: rack
            nodeSelector.disk=ssd                                          | disk: ssd
            tolerations[0].key=spot                                        | key: spot
            affinity.nodeAffinity.any=x                                    | nodeAffinity:
            priorityClassName=system-cluster-critical                      | priorityClassName: system-cluster-critical
            hostNetwork=true                                               | hostNetwork: true
            podAnnotations.note=here                                       | note: here
            podLabels.team=platform                                        | team: platform
            serviceAccount.annotations.role=reader                         | role: reader
            serviceMonitor.enabled=true                                    | kind: ServiceMonitor
            serviceMonitor.enabled=true,serviceMonitor.interval=7s         | interval: 7s
            serviceMonitor.enabled=true,serviceMonitor.labels.release=prom | release: prom
            prometheusRule.enabled=true                                    | kind: PrometheusRule
            prometheusRule.enabled=true,prometheusRule.labels.release=prom | release: prom
            dashboard.enabled=true                                         | sysdig-autoscaler.json
            dashboard.enabled=true,dashboard.labels.folder=ours            | folder: ours
            test.image=registry.example.com/kubectl                        | image: registry.example.com/kubectl
            image.digest=sha256:0000000000000000000000000000000000000000000000000000000000000000 | @sha256:0000
            """.replace("EXTERNAL", "sysdig.token.externalSecret");

    record Row(String values, String expected) {
        static Row of(String line) {
            var cells = line.split("\\|", 2);
            return new Row(cells[0].strip(), cells[1].strip());
        }
    }

    static final List<Row> ROWS = TABLE.lines().map(Row::of).toList();

    private static final String PLAIN = manifests("");

    @ParameterizedTest
    @FieldSource("ROWS")
    void everyValueDoesWhatItSays(Row row) {
        var made = manifests("," + row.values());

        if (row.expected().startsWith("-")) {
            assertThat(PLAIN).contains(row.expected().substring(1));
            assertThat(made).doesNotContain(row.expected().substring(1));
        } else {
            assertThat(PLAIN).doesNotContain(row.expected());
            assertThat(made).contains(row.expected());
        }
    }

    @Test
    void noValueIsLeftOut() {
        assertThat(ChartValuesTest.values())
                .isNotEmpty()
                .allSatisfy(value -> assertThat(ROWS)
                        .anyMatch(row -> Stream.of(row.values().split(","))
                                .anyMatch(set -> set.matches("\\Q" + value + "\\E[=.\\[].*"))));
    }

    private static String manifests(String more) {
        return Tool.of(Part.HELM)
                .run("template", Manifests.CHART.toString(), "--set=sysdig.region=eu1,sysdig.clusterName=prod" + more)
                .orFail();
    }
}
