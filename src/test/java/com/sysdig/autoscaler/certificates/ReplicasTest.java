package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private static final ServiceAddress ADDRESS = new ServiceAddress("ops", "scaler", 443);
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private Instant now = START;
    private final CurrentCertificate current = new CurrentCertificate();
    private final Replicas replicas = new Replicas(current, ADDRESS, () -> now);
    private Authority authority;
    private Credential ours;

    @BeforeEach
    void serve() throws GeneralSecurityException {
        authority = Authority.create(now);
        var certificate = authority.issue(ADDRESS, now);
        ours = certificate.leaf();
        current.replace(certificate);
    }

    @Test
    void serveWithTheSameCertificateOrWithOneOfTheSameAuthorityForTheSameService() throws GeneralSecurityException {
        assertThat(replicas.isOne(ours.certificate())).isTrue();
        assertThat(replicas.isOne(authority.leaf(ADDRESS, now).certificate())).isTrue();
    }

    @Test
    void areKnownByTheirOwnCertificateWhereTheAuthorityIsNotKnown() throws GeneralSecurityException {
        current.replace(new ServingCertificate(ours, CaBundle.atLeast(List.of())));

        assertThat(replicas.isOne(ours.certificate())).isTrue();
        assertThat(replicas.isOne(authority.leaf(ADDRESS, now).certificate())).isFalse();
    }

    @Test
    void haveNoCertificateOfAnotherAuthorityOrForSomethingElse() throws GeneralSecurityException {
        var elsewhere = new ServiceAddress("ops", "other", 443);
        var wildcard = authority.issue(
                "wildcard",
                now,
                (builder, _) -> builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "*.ops.svc"))));

        assertThat(replicas.isOne(Authority.create(now).leaf(ADDRESS, now).certificate()))
                .isFalse();
        assertThat(replicas.isOne(authority.leaf(elsewhere, now).certificate())).isFalse();
        assertThat(replicas.isOne(wildcard.certificate())).isFalse();
        assertThat(replicas.isOne(authority.certificate())).isFalse();
    }

    @Test
    void haveNoExpiredCertificate() {
        now = START.plus(Authority.LEAF_LIFE).plus(Duration.ofSeconds(1));

        assertThat(replicas.isOne(ours.certificate())).isFalse();
    }

    @Test
    void areNotKnownBeforeThereIsACertificate() {
        var starting = new Replicas(new CurrentCertificate(), ADDRESS, () -> now);

        assertThat(starting.isOne(ours.certificate())).isFalse();
    }
}
