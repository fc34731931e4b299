package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.certificates.ClientAuthority;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may send reviews. */
class DoorkeeperTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String NAME = "kube-apiserver";
    private static final String PROXY = "front-proxy-client";

    private final ClientAuthority users = ClientAuthority.create(NOW);
    private final ClientAuthority frontProxies = ClientAuthority.create(NOW);
    private final CertificateUsers certificateUsers = new CertificateUsers(() -> NOW);
    private final FrontProxy frontProxy = new FrontProxy(() -> NOW);

    @BeforeEach
    void trust() throws Exception {
        certificateUsers.trust(Authorities.of("client-ca-file", users.pem()));
        frontProxy.trust(FrontProxyTrust.of(Map.of(
                "requestheader-client-ca-file", frontProxies.pem(),
                "requestheader-allowed-names", "[\"" + PROXY + "\"]",
                "requestheader-username-headers", "[\"X-Remote-User\"]",
                "requestheader-group-headers", "[\"X-Remote-Group\"]",
                "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]")));
    }

    @Test
    void everybodyMayWhereNobodyIsNamed() {
        assertThat(keeper(Set.of()).refusal(new Credentials(List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void whoIsNamedMayByACertificateOfEitherAuthority() {
        assertThat(keeper(Set.of(NAME)).refusal(by(users.client(NAME, NOW).chain())))
                .isEmpty();
        assertThat(keeper(Set.of(PROXY))
                        .refusal(by(frontProxies.client(PROXY, NOW).chain())))
                .isEmpty();
    }

    @Test
    void whoHasNoCertificateMayNot() {
        assertRefused(List.of(), DenialReason.NO_CERTIFICATE, Denial.UNAUTHORIZED);
    }

    @Test
    void certificateThatTheClusterDoesNotVouchForIsNone() {
        var stranger = ClientAuthority.create(NOW);

        for (var chain : List.of(
                stranger.client(NAME, NOW).chain(),
                users.server(NAME, NOW).chain(),
                users.forNothing(NAME, NOW).chain(),
                users.client(NAME, NOW.minus(Duration.ofDays(366))).chain(),
                frontProxies.client(NAME, NOW).chain())) {
            assertRefused(chain, DenialReason.UNTRUSTED_CERTIFICATE, Denial.UNAUTHORIZED);
        }
    }

    @Test
    void anotherNameIsToldNothingButNo() {
        var refused = keeper(Set.of(NAME)).refusal(by(users.client("ann", NOW).chain()));

        assertThat(refused).hasValueSatisfying(denied -> {
            assertThat(denied.reason()).isEqualTo(DenialReason.NAME_NOT_ALLOWED);
            assertThat(denied.status().code()).isEqualTo(403);
            assertThat(denied.status().json())
                    .contains("\"message\":\"Forbidden\"")
                    .doesNotContain(NAME);
        });
    }

    @Test
    void nobodyMayBeforeTheAuthoritiesAreKnown() {
        var early = new Doorkeeper(door(Set.of(NAME)), new FrontProxy(() -> NOW), new CertificateUsers(() -> NOW));

        assertThat(early.refusal(by(users.client(NAME, NOW).chain()))).isPresent();
    }

    private void assertRefused(List<X509Certificate> chain, DenialReason reason, Denial status) {
        assertThat(keeper(Set.of(NAME)).refusal(by(chain))).hasValueSatisfying(denied -> {
            assertThat(denied.reason()).isEqualTo(reason);
            assertThat(denied.status()).isEqualTo(status);
        });
    }

    private Doorkeeper keeper(Set<String> names) {
        return new Doorkeeper(door(names), frontProxy, certificateUsers);
    }

    private static OpenDoor door(Set<String> names) {
        return new OpenDoor("POST", Pattern.compile("/admission/workloads"), names);
    }

    private static Credentials by(List<X509Certificate> chain) {
        return new Credentials(chain, List.of());
    }
}
