package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sysdig.autoscaler.certificates.ClientAuthority;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Absent;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Known;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontProxyTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String PROXY = "front-proxy-client";
    private static final Header USER = new Header("X-Remote-User", "ann");

    private record Header(String name, String value) {}

    private final ClientAuthority authority = ClientAuthority.create(NOW);
    private Instant now = NOW;
    private final FrontProxy frontProxy = new FrontProxy(() -> now);

    @BeforeEach
    void trust() throws Exception {
        frontProxy.trust(FrontProxyTrust.of(entries(authority.pem())));
    }

    @Test
    void believesTheFrontProxyWhoIsAsking() {
        var known = identify(
                proxy(),
                USER,
                new Header("X-Remote-Uid", "u-1"),
                new Header("X-Remote-Group", "blue"),
                new Header("x-remote-group", "green, or not"),
                new Header("X-Remote-Extra-Authentication.kubernetes.io%2FCredential-Id", "a"),
                new Header("X-Remote-Extra-authentication.kubernetes.io%2Fcredential-id", "b"),
                new Header("X-Remote-Extra-Scopes", "1+1"));

        assertThat(known)
                .isEqualTo(new Known(new Caller(
                        "ann",
                        "u-1",
                        List.of("blue", "green, or not", "system:authenticated"),
                        Map.of(
                                "authentication.kubernetes.io/credential-id", List.of("a", "b"),
                                "scopes", List.of("1+1")))));
    }

    @Test
    void addsTheGroupOfAuthenticatedUsersOnce() {
        assertThat(groups(USER)).containsExactly("system:authenticated");
        assertThat(groups(USER, new Header("X-Remote-Group", "system:authenticated")))
                .containsExactly("system:authenticated");
        assertThat(groups(USER, new Header("X-Remote-Group", "system:unauthenticated")))
                .containsExactly("system:unauthenticated");
    }

    @Test
    void takesHeadersWithoutACertificateForNothing() {
        assertThat(identify(List.of(), USER)).isEqualTo(new Absent());
    }

    @Test
    void believesNobodyBeforeItKnowsWhomToTrust() {
        var empty = new FrontProxy(() -> NOW);

        assertThat(empty.identify(new Credentials(proxy(), List.of()))).isEqualTo(new Absent());
    }

    @Test
    void refusesCertificatesThatAreNotGoodNow() {
        var other = ClientAuthority.create(NOW.plusSeconds(1));

        assertThat(reason(identify(other.client(PROXY, NOW).chain(), USER)))
                .as("another authority")
                .isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
        assertThat(reason(identify(authority.server(PROXY, NOW).chain(), USER)))
                .as("for servers")
                .isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
        assertThat(reason(identify(authority.forNothing(PROXY, NOW).chain(), USER)))
                .as("for nothing")
                .isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
        assertThat(reason(identify(
                        authority.client(PROXY, NOW.minus(Duration.ofDays(366))).chain(), USER)))
                .as("expired")
                .isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
        assertThat(reason(identify(
                        authority.client(PROXY, NOW.plus(Duration.ofDays(1))).chain(), USER)))
                .as("not valid yet")
                .isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void refusesAnAuthorityThatHasExpired() throws Exception {
        var old = ClientAuthority.create(NOW.minus(Duration.ofDays(3651)));
        frontProxy.trust(FrontProxyTrust.of(entries(old.pem())));

        assertThat(reason(identify(old.client(PROXY, NOW).chain(), USER)))
                .isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void looksAtTheDatesOfACertificateThatWasGoodBefore() {
        var chain = proxy();
        assertThat(identify(chain, USER)).isInstanceOf(Known.class);

        now = NOW.plus(Duration.ofDays(366));
        assertThat(reason(identify(chain, USER))).isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);

        now = NOW;
        assertThat(identify(chain, USER)).isInstanceOf(Known.class);
    }

    @Test
    void refusesACertificateThatWasGoodUntilItsAuthorityWent() throws Exception {
        var chain = proxy();
        assertThat(identify(chain, USER)).isInstanceOf(Known.class);

        frontProxy.trust(FrontProxyTrust.of(
                entries(ClientAuthority.create(NOW.plusSeconds(1)).pem())));

        assertThat(reason(identify(chain, USER))).isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void refusesOtherNamesOfTheSameAuthority() {
        assertThat(reason(identify(authority.client("kubelet", NOW).chain(), USER)))
                .isEqualTo(DenialReason.NAME_NOT_ALLOWED);
    }

    @Test
    void takesEveryNameWhereNoneIsGiven() throws Exception {
        var entries = entries(authority.pem());
        entries.put("requestheader-allowed-names", "[]");
        frontProxy.trust(FrontProxyTrust.of(entries));

        assertThat(identify(authority.client("anybody", NOW).chain(), USER)).isInstanceOf(Known.class);
    }

    @Test
    void knowsNobodyWhereTheProxyAsksForNobody() {
        assertThat(identify(proxy())).isEqualTo(new Absent());
        assertThat(identify(proxy(), new Header("X-Remote-User", ""))).isEqualTo(new Absent());
    }

    @Test
    void trustsOldAndNewAuthorityDuringARotation() throws Exception {
        var next = ClientAuthority.create(NOW.plusSeconds(1));
        frontProxy.trust(FrontProxyTrust.of(entries(authority.pem() + next.pem())));

        assertThat(identify(proxy(), USER)).isInstanceOf(Known.class);
        assertThat(identify(next.client(PROXY, NOW).chain(), USER)).isInstanceOf(Known.class);
    }

    @Test
    void judgesEachRequestByTheTrustOfItsMoment() throws Exception {
        var next = ClientAuthority.create(NOW.plusSeconds(1));
        assertThat(identify(proxy(), USER)).isInstanceOf(Known.class);

        frontProxy.trust(FrontProxyTrust.of(entries(next.pem())));

        assertThat(reason(identify(proxy(), USER))).isEqualTo(DenialReason.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void findsNoTrustInWhatNamesNoAuthority() {
        var entries = new HashMap<String, String>(Map.of("client-ca-file", authority.pem()));
        assertThatThrownBy(() -> FrontProxyTrust.of(entries))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("--requestheader-client-ca-file");
        entries.put("requestheader-client-ca-file", "garbage");
        assertThatThrownBy(() -> FrontProxyTrust.of(entries)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void refusesAnAuthorityByWhichAnyUserCouldPoseAsAnyOther() throws Exception {
        var entries = entries(authority.pem());
        entries.put("client-ca-file", authority.pem());
        assertThat(FrontProxyTrust.of(entries).allows("front-proxy-client")).isTrue();

        entries.put("requestheader-allowed-names", "[]");

        assertThatThrownBy(() -> FrontProxyTrust.of(entries))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("--requestheader-allowed-names");
    }

    private List<X509Certificate> proxy() {
        return authority.client(PROXY, NOW).chain();
    }

    private Authentication identify(List<X509Certificate> chain, Header... headers) {
        return frontProxy.identify(new Credentials(
                chain,
                Arrays.stream(headers)
                        .map(header -> Map.entry(header.name(), header.value()))
                        .toList()));
    }

    private List<String> groups(Header... headers) {
        return switch (identify(proxy(), headers)) {
            case Known(var caller) -> caller.groups();
            case Refused(var reason, var detail) -> throw new AssertionError(reason + " " + detail);
            case Absent() -> throw new AssertionError("absent");
        };
    }

    private static DenialReason reason(Authentication authentication) {
        return switch (authentication) {
            case Known(var caller) -> throw new AssertionError(caller);
            case Refused(var reason, var _) -> reason;
            case Absent() -> throw new AssertionError("absent");
        };
    }

    private static Map<String, String> entries(String pem) {
        return new HashMap<>(Map.of(
                "requestheader-client-ca-file", pem,
                "requestheader-allowed-names", "[\"front-proxy-client\"]",
                "requestheader-username-headers", "[\"X-Remote-User\"]",
                "requestheader-uid-headers", "[\"X-Remote-Uid\"]",
                "requestheader-group-headers", "[\"X-Remote-Group\"]",
                "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]"));
    }
}
