package com.sysdig.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.certificates.CertificateOrigin;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.sysdig.Route;
import com.sysdig.autoscaler.sysdig.TokenOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReaderTest {
    private final SettingsUnderTest given = new SettingsUnderTest();

    @Test
    void hasADefaultForAllThatIsNotRequired() {
        var settings = given.settings();

        assertThat(settings.sysdig().route())
                .isEqualTo(new Route(URI.create("https://app.sysdigcloud.com/prometheus"), null, null));
        assertThat(settings.sysdig().token()).isInstanceOf(TokenOrigin.Nowhere.class);
        assertThat(settings.sysdig().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.sysdig().requestsPerMinute()).isEqualTo(300);
        assertThat(settings.polling().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.polling().ingestionDelay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.polling().sampleInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.annotations().clusterName()).isEqualTo("production");
        assertThat(settings.annotations().defaultMaxReplicas()).isNull();
        assertThat(settings.annotations().rawQueries()).isEqualTo(RawQueries.NAMESPACED);
        assertThat(settings.namespaces().all()).isTrue();
        assertThat(settings.door().service()).isEqualTo(new ServiceAddress("own-namespace", "sysdig-autoscaler", 443));
        assertThat(settings.registration().enabled()).isTrue();
        assertThat(settings.door().certificates()).isEqualTo(new CertificateOrigin.SelfManaged());
        assertThat(settings.door().reviewers()).isEmpty();
    }

    @Test
    void takesWhatIsGiven() {
        var settings = given.without("sysdig.region")
                .with("sysdig.url", "https://sysdig.example.com:8443/")
                .with("sysdig.prometheus-path", "/other/path/")
                .with("sysdig.api-token-file", "/etc/sysdig/token")
                .with("sysdig.headers.\"IBMInstanceID\"", "abc")
                .with("sysdig.ca-file", "/etc/sysdig/ca.crt")
                .with("sysdig.timeout", " 1m30s ")
                .with("autoscaler.namespaces", "shop, payment")
                .with("autoscaler.scale-to-zero", "true")
                .with("autoscaler.default-min-replicas", "0")
                .with("autoscaler.default-max-replicas", "10")
                .with("autoscaler.certificates", "files")
                .with("autoscaler.certificate-directory", "/certs")
                .with("autoscaler.admission-client-names", "kube-apiserver, system:admission")
                .settings();

        assertThat(settings.sysdig().route())
                .isEqualTo(new Route(
                        URI.create("https://sysdig.example.com:8443/other/path"), Path.of("/etc/sysdig/ca.crt"), null));
        assertThat(settings.sysdig().token()).isEqualTo(new TokenOrigin.File(Path.of("/etc/sysdig/token")));
        assertThat(settings.sysdig().headers()).isEqualTo(Map.of("IBMInstanceID", "abc"));
        assertThat(settings.sysdig().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.namespaces().names()).isEqualTo(Set.of("shop", "payment"));
        assertThat(settings.annotations().defaultMinReplicas()).isZero();
        assertThat(settings.annotations().defaultMaxReplicas()).isEqualTo(10);
        assertThat(settings.door().certificates()).isEqualTo(new CertificateOrigin.Files(Path.of("/certs")));
        assertThat(settings.door().reviewers()).containsExactlyInAnyOrder("kube-apiserver", "system:admission");
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrong")
    void saysInOneLineWhatIsWrongWithAKey(String key, String value, String fault) {
        assertThat(given.with(key, value).problems())
                .singleElement()
                .asString()
                .startsWith(key + " (environment variable " + Problems.variable(key) + ") ")
                .contains(fault, "write for example " + key + "=")
                .doesNotContain("\n");
    }

    private static Stream<Arguments> wrong() {
        return Stream.concat(wrongForSysdig(), wrongForUs())
                .map(row -> Arguments.of((Object[]) row.split(" \\| ", -1)));
    }

    private static Stream<String> wrongForSysdig() {
        return Stream.of(
                "sysdig.region | us5 | did you mean us1?",
                "sysdig.allow-plain-http | yes | neither true nor false",
                "sysdig.prometheus-path | prometheus | begins with /",
                "sysdig.prometheus-path | /a?b | begins with /",
                "sysdig.proxy | proxy | a host and a port",
                "sysdig.proxy | https://proxy:1 | a host and a port",
                "sysdig.proxy | http://proxy:0 | a port from 1 to 65535",
                "sysdig.proxy | http://proxy:65536 | a port from 1 to 65535",
                "sysdig.timeout | 10 | not a duration",
                "sysdig.timeout | 0s | not from 1s to 120s",
                "sysdig.timeout |  | missing or empty",
                "sysdig.timeout | 99999h | not from",
                "sysdig.requests-per-minute | 0 | whole number",
                "sysdig.requests-per-minute | 1e3 | whole number",
                "sysdig.ingestion-delay | -1s | not a duration",
                "sysdig.headers.\"Authorization\" | x | not a header that can be set",
                "sysdig.headers.\"A B\" | x | not a header that can be set",
                "sysdig.headers.\"X\" | é | a header cannot carry");
    }

    private static Stream<String> wrongForUs() {
        return Stream.of(
                "autoscaler.admission-client-names | kube-apiserver,,x | has an empty name",
                "autoscaler.namespaces | shop,,x | name of a namespace",
                "autoscaler.namespaces | Shop | name of a namespace",
                "autoscaler.default-min-replicas | 0 | whole number from 1",
                "autoscaler.default-max-replicas | 10001 | whole number",
                "autoscaler.replicas-ceiling | 10001 | whole number",
                "autoscaler.raw-queries | Allowed | did you mean allowed?",
                "autoscaler.service.port | 65536 | whole number",
                "autoscaler.service.name | a_b | lower-case letters",
                "autoscaler.certificates | file | did you mean files?");
    }

    @Test
    void takesAnEmptyValueForAnAbsentOne() {
        assertThat(given.with("sysdig.ca-file", "").settings().sysdig().route().caFile())
                .isNull();
    }

    @Test
    void takesAnAddressBesideARegionThatIsEmpty() {
        assertThat(given.with("sysdig.region", "")
                        .with("sysdig.url", "https://sysdig.example.com")
                        .problems())
                .isEmpty();
    }

    @Test
    void reportsAllThatIsWrongAtOnce() {
        assertThat(given.without("sysdig.region")
                        .without("sysdig.cluster-name")
                        .with("sysdig.timeout", "soon")
                        .with("autoscaler.register", "no")
                        .problems())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("sysdig.url (environment variable SYSDIG_URL) is missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://sysdig.example.com,sysdig.allow-plain-http=true",
        "https://user:pass-word@sysdig.example.com,sysdig.api-token",
        "https://user:pass-word@sysdig_internal,sysdig.api-token",
        "user:pass-word@sysdig.example.com,not https://",
        "pass-word@sysdig.example.com,not https://",
        "https:///user:pass-word@sysdig.example.com,not https://",
        "https:sysdig.example.com?token=pass-word,not https://",
        "https://sysdig.example.com/?token=pass-word,sysdig.api-token",
        "https://app.sysdigcloud.com/prometheus,added by itself",
        "https://app.sysdigcloud.com/api/,added by itself",
        "ftp://sysdig.example.com,not https://",
        "app.sysdigcloud.com,not https://",
        "https://sysdig.example.com:0,from 1 to 65535",
        "https://sysdig.example.com:65536,from 1 to 65535",
        "https://a b,not a URL"
    })
    void refusesAnAddressThatCannotBeMeant(String url, String fault) {
        assertThat(given.without("sysdig.region").with("sysdig.url", url).problems())
                .singleElement()
                .asString()
                .contains(fault)
                .doesNotContain("pass-word");
    }

    @ParameterizedTest
    @CsvSource({"https://sysdig.example.com:1", "https://sysdig.example.com:65535"})
    void takesEveryPortThatThereIs(String url) {
        assertThat(given.without("sysdig.region").with("sysdig.url", url).problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:9090", "http://127.0.0.1:9090", "http://[::1]:9090"})
    void takesPlainHttpToTheOwnMachine(String url) {
        assertThat(given.without("sysdig.region").with("sysdig.url", url).problems())
                .isEmpty();
    }

    @Test
    void takesPlainHttpElsewhereOnlyOnDemand() {
        assertThat(given.without("sysdig.region")
                        .with("sysdig.url", "http://sysdig.example.com")
                        .with("sysdig.allow-plain-http", "true")
                        .problems())
                .isEmpty();
    }

    @Test
    void refusesTwoPlacesForOneThing() {
        assertThat(given.with("sysdig.url", "https://app.sysdigcloud.com")
                        .with("sysdig.api-token", "secret-token")
                        .with("sysdig.api-token-file", "/x")
                        .problems())
                .hasSize(2)
                .noneMatch(line -> line.contains("secret-token"));
    }

    @Test
    void suggestsTheKeyThatWasMeant() {
        assertThat(given.with("sysdig.requests-per-minutes", "10").problems())
                .containsExactly("sysdig.requests-per-minutes is not a setting (did you mean"
                        + " sysdig.requests-per-minute?); docs/settings.md lists them all");
    }

    @Test
    void suggestsTheVariableThatWasMeant() {
        assertThat(given.withVariable("SYSDIG_API_TOKN", "x").problems())
                .containsExactly("The environment variable SYSDIG_API_TOKN is not a setting; did you mean"
                        + " SYSDIG_API_TOKEN (sysdig.api-token)?");
    }

    @ParameterizedTest
    @CsvSource({
        "SYSDIG_AUTOSCALER_SERVICE_HOST",
        "SYSDIG_AUTOSCALER_SERVICE_PORT_HTTPS",
        "SYSDIG_AUTOSCALER_PORT_443_TCP_ADDR",
        "SYSDIG_PORT",
        "AUTOSCALER_SERVICE_HOST",
        "SYSDIG_MONITOR_URL",
        "SYSDIG_SECURE_API_TOKEN"
    })
    void letsVariablesOfOthersBe(String name) {
        assertThat(given.withVariable(name, "x").problems()).isEmpty();
    }

    @Test
    void needsANamespaceOutsideOfAPod() {
        assertThat(given.outsideOfAPod().problems())
                .singleElement()
                .asString()
                .startsWith("autoscaler.service.namespace (environment variable AUTOSCALER_SERVICE_NAMESPACE)");
    }
}
