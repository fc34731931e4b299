package com.sysdig.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sysdig.Route;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
    private static final URI SYSDIG = URI.create("https://eu1.app.sysdig.com/prometheus");

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY,http://proxy.example.com:3128",
        "https_proxy,http://proxy.example.com:3128/",
        "HTTPS_PROXY,proxy.example.com:3128"
    })
    void readsTheUsualSpellings(String name, String value) {
        assertThat(ProxyVariables.of(Map.of(name, value)).proxyFor(SYSDIG))
                .contains(new Route.Proxy("proxy.example.com", 3128, null, null));
    }

    @Test
    void keepsThePasswordOutOfSight() {
        var proxy = ProxyVariables.of(Map.of("HTTPS_PROXY", "http://me:pass-word@proxy:3128"))
                .proxyFor(SYSDIG)
                .orElseThrow();

        assertThat(proxy.password()).isEqualTo("pass-word");
        assertThat(proxy.toString()).isEqualTo("proxy:3128");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eu1.app.sysdig.com | false",
                "localhost, .sysdig.com | false",
                "sysdig.com | false",
                "*.sysdig.com | false",
                "* | false",
                "dig.com | true",
                "app.sysdig.org | true"
            })
    void goesAroundTheProxyForHostsOfNoProxy(String noProxy, boolean proxied) {
        var variables = ProxyVariables.of(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy));

        assertThat(variables.proxyFor(SYSDIG).isPresent()).isEqualTo(proxied);
    }

    @Test
    void leavesPlainHttpAlone() {
        assertThat(ProxyVariables.of(Map.of("HTTPS_PROXY", "http://proxy:3128"))
                        .proxyFor(URI.create("http://localhost:9090")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:pass-word@proxy",
                "http://me:pass-word@proxy:0",
                "http://me:pass-word@proxy:65536",
                "me:pass-word@proxy:99999999999"
            })
    void namesAVariableThatIsWrong(String proxy) {
        assertThat(new SettingsUnderTest().withVariable("HTTPS_PROXY", proxy).problems())
                .singleElement()
                .asString()
                .contains("HTTPS_PROXY", "SYSDIG_PROXY")
                .doesNotContain("pass-word");
    }

    @Test
    void prefersTheSetting() {
        var route = new SettingsUnderTest()
                .with("sysdig.proxy", "http://other:8080")
                .withVariable("HTTPS_PROXY", "http://proxy:3128")
                .withVariable("NO_PROXY", "*")
                .settings()
                .sysdig()
                .route();

        assertThat(route.proxy()).isEqualTo(new Route.Proxy("other", 8080, null, null));
    }
}
