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
        assertThat(isProxied("https://eu1.app.sysdig.com", noProxy)).isEqualTo(proxied);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://sysdig.corp | Sysdig.Corp | false",
                "https://SYSDIG.corp | .Corp | false",
                "https://sysdig.corp | sysdig.corp:443 | false",
                "https://sysdig.corp | *.corp:443 | false",
                "https://sysdig.corp | *:443 | false",
                "https://sysdig.corp:8443 | a, sysdig.corp:8443 | false",
                "https://sysdig.corp:8443 | sysdig.corp | false",
                "https://sysdig.corp:8443 | sysdig.corp:443 | true",
                "https://sysdig.corp | sysdig.corp:8443 | true",
                "https://sysdig.corp | sysdig.corp:x | true",
                "https://sysdig.corp | ., , :443, / | true"
            })
    void goesAroundTheProxyWhateverTheCaseAndOnlyAtThePortThatIsGiven(String target, String noProxy, boolean proxied) {
        assertThat(isProxied(target, noProxy)).isEqualTo(proxied);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://10.1.2.3 | 10.1.2.3 | false",
                "https://10.1.2.3 | 10.1.2.3:443 | false",
                "https://10.1.2.3 | 10.0.0.0/8 | false",
                "https://10.1.2.3 | 10.1.2.3/32 | false",
                "https://200.1.2.3 | 0.0.0.0/0 | false",
                "https://200.1.2.3 | 192.0.0.0/4 | false",
                "https://[fd00::1] | fd00::1 | false",
                "https://[fd00::1] | [FD00:0::1] | false",
                "https://[fd00::1] | [fd00::1]:443 | false",
                "https://[fd00::1] | fd00::/8 | false",
                "https://[fd00::1]:8443 | [fd00::1]:443 | true",
                "https://[fd00::1] | fd00::2/127 | true",
                "https://[fd00::1] | fd00::1/129 | true",
                "https://[::a01:203] | 10.0.0.0/8 | true",
                "https://10.1.2.3 | 11.0.0.0/8 | true",
                "https://10.1.2.3 | 10.0.0.0/33 | true",
                "https://10.1.2.3 | 10.0.0.0/ | true",
                "https://10.1.2.3 | ::/0 | true",
                "https://10.1.2.3 | 2.3 | true",
                "https://localhost | 127.0.0.0/8, ::1 | true",
                "https://10.example.com | 10.0.0.0/8 | true"
            })
    void goesAroundTheProxyForAddressesAndNetworksWithoutResolvingNames(
            String target, String noProxy, boolean proxied) {
        assertThat(isProxied(target, noProxy)).isEqualTo(proxied);
    }

    private static boolean isProxied(String target, String noProxy) {
        return ProxyVariables.of(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy))
                .proxyFor(URI.create(target + "/prometheus"))
                .isPresent();
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
    void letsAWrongVariableBeWhereNoProxyIsUsed() {
        assertThat(new SettingsUnderTest()
                        .withVariable("HTTPS_PROXY", "https://proxy:3129")
                        .withVariable("NO_PROXY", "*")
                        .problems())
                .isEmpty();
        assertThat(new SettingsUnderTest()
                        .without("sysdig.region")
                        .with("sysdig.url", "http://localhost:9090")
                        .withVariable("HTTPS_PROXY", "https://proxy:3129")
                        .problems())
                .isEmpty();
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
