package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeKeysTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress ADDRESS = new ServiceAddress("ops", "scaler", 443);

    private final CurrentCertificate current = new CurrentCertificate();
    private Credential none;
    private HandshakeKeys keys;
    private Instant now = NOW;

    @BeforeEach
    void make() throws Exception {
        none = Authority.create(NOW).leaf(ADDRESS, NOW);
        keys = new HandshakeKeys(current, new HandshakeLimit(() -> now), () -> none);
    }

    @Test
    void hasAKeyBeforeThereIsACertificate() {
        assertThat(keys.getPrivateKey(chosen())).isEqualTo(none.key());
    }

    @Test
    void makesNoOtherKeyWhereThereIsACertificateFromTheFirstHandshakeOn() {
        var leaf = FixedCertificate.issueInto(current, ADDRESS, NOW).leaf();
        keys = new HandshakeKeys(current, new HandshakeLimit(() -> now), () -> {
            throw new AssertionError("made for nothing");
        });

        assertThat(keys.getPrivateKey(chosen())).isEqualTo(leaf.key());
    }

    @Test
    void takesTheCertificateOfTheMoment() {
        FixedCertificate.issueInto(current, ADDRESS, NOW);
        var second = FixedCertificate.issueInto(current, ADDRESS, NOW).leaf();

        assertThat(keys.getPrivateKey(chosen())).isEqualTo(second.key());
        assertThat(keys.getCertificateChain(chosen())).containsExactly(second.certificate());
    }

    @Test
    void finishesAHandshakeThatBeganBeforeTheChange() {
        var first = FixedCertificate.issueInto(current, ADDRESS, NOW).leaf();
        var begun = chosen();
        FixedCertificate.issueInto(current, ADDRESS, NOW);
        chosen();

        assertThat(keys.getCertificateChain(begun)).containsExactly(first.certificate());
        assertThat(keys.getPrivateKey(begun)).isEqualTo(first.key());
    }

    @Test
    void offersNoKeyOfAnotherKind() {
        assertThat(keys.chooseEngineServerAlias("RSA", null, null)).isNull();
        assertThat(keys.getPrivateKey("other")).isNull();
    }

    @Test
    void refusesHandshakesBeyondTheLimitUntilTheFirstOnesMustHaveEnded() {
        for (int one = 0; one < HandshakeLimit.MOST; one++) {
            chosen();
        }
        assertThat(keys.chooseEngineServerAlias("EC", null, null)).isNull();

        now = NOW.plus(HandshakeLimit.WINDOW);
        assertThat(chosen()).isNotNull();
    }

    @Test
    void handshakesOfBeforeTheClockWasPutBackAreForgotten() {
        for (int one = 0; one < HandshakeLimit.MOST; one++) {
            chosen();
        }

        now = NOW.minusSeconds(3_600);
        assertThat(chosen()).isNotNull();
    }

    private String chosen() {
        return Objects.requireNonNull(keys.chooseEngineServerAlias("EC", null, null));
    }
}
