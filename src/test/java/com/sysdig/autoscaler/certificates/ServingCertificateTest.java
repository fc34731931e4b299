package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class ServingCertificateTest {
    private static final ServiceAddress ADDRESS = new ServiceAddress("ops", "scaler", 443);

    // Verifiers of the JDK look at the machine's clock.
    private final Instant now = InstantSource.system().instant();

    @Test
    void isTrustedByWhoeverTrustsItsAuthority() throws Exception {
        var certificate = Authority.create(now).issue(ADDRESS, now);

        assertThatCode(() -> trusting(certificate).checkServerTrusted(chain(certificate), "UNKNOWN"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> trusting(certificate).checkClientTrusted(chain(certificate), "UNKNOWN"))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> trusting(Authority.create(now).issue(ADDRESS, now))
                        .checkServerTrusted(chain(certificate), "UNKNOWN"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void namesTheService() throws Exception {
        var leaf = Authority.create(now).issue(ADDRESS, now).leaf().certificate();

        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, "scaler.ops.svc"));
    }

    @Test
    void takesNamesThatNoCommonNameHolds() throws Exception {
        var address = new ServiceAddress("n".repeat(63), "s".repeat(63), 443);

        var certificate = Authority.create(now).issue(address, now);

        assertThat(certificate.fits(address, now)).isTrue();
    }

    @Test
    void fitsUntilTwoThirdsOfItsLifeAreOver() throws Exception {
        var certificate = Authority.create(now).issue(ADDRESS, now);

        assertThat(certificate.fits(ADDRESS, now)).isTrue();
        assertThat(certificate.fits(ADDRESS, now.plus(Duration.ofDays(243)))).isTrue();
        assertThat(certificate.fits(ADDRESS, now.plus(Duration.ofDays(244)))).isFalse();
        assertThat(certificate.fits(ADDRESS, now.minus(Duration.ofDays(1)))).isFalse();
    }

    @Test
    void doesNotFitAnotherService() throws Exception {
        var certificate = Authority.create(now).issue(ADDRESS, now);

        assertThat(certificate.fits(new ServiceAddress("ops", "other", 443), now))
                .isFalse();
        assertThat(certificate.fits(new ServiceAddress("ops", "scaler", 8443), now))
                .isTrue();
    }

    @Test
    void doesNotFitWithoutItsAuthority() throws Exception {
        var leaf = Authority.create(now).issue(ADDRESS, now).leaf();
        var other = CaBundle.exactly(List.of(Authority.create(now).certificate()));

        assertThat(new ServingCertificate(leaf, other).fits(ADDRESS, now)).isFalse();
    }

    @Test
    void survivesBeingText() throws Exception {
        var certificate = Authority.create(now).issue(ADDRESS, now);
        var leaf = certificate.leaf();

        assertThat(Pem.certificates(Pem.of(List.of(leaf.certificate())))).containsExactly(leaf.certificate());
        assertThat(Pem.key(Pem.of(leaf.key()))).isEqualTo(leaf.key());
        assertThatThrownBy(() -> Pem.key("not a key")).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> Pem.certificates("")).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void keepsItsKeyOutOfTexts() throws Exception {
        var leaf = Authority.create(now).issue(ADDRESS, now).leaf();

        assertThat(leaf).hasToString("Credential[CN=scaler.ops.svc]");
    }

    @Test
    void tellsListenersOfEachChangeOnce() throws Exception {
        var current = new CurrentCertificate();
        var told = new java.util.ArrayList<Integer>();
        current.onChange(() -> told.add(told.size()));
        var authority = Authority.create(now);
        var first = authority.issue(ADDRESS, now);

        current.replace(first);
        current.replace(first);
        current.replace(authority.issue(ADDRESS, now));

        assertThat(told).hasSize(2);
    }

    @Test
    void triesAChangeAgainAfterAListenerFailed() throws Exception {
        var current = new CurrentCertificate();
        var told = new java.util.ArrayList<Integer>();
        current.onChange(() -> {
            told.add(1);
            if (told.size() == 1) {
                throw new IllegalStateException("no luck");
            }
        });
        var certificate = Authority.create(now).issue(ADDRESS, now);

        assertThatThrownBy(() -> current.replace(certificate)).hasMessage("no luck");
        assertThat(current.get()).isEmpty();
        current.replace(certificate);

        assertThat(current.get()).contains(certificate);
        assertThat(told).hasSize(2);
    }

    private static X509Certificate[] chain(ServingCertificate certificate) {
        return new X509Certificate[] {certificate.leaf().certificate()};
    }

    private static X509TrustManager trusting(ServingCertificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca", Pem.certificates(certificate.authorityPem()).getFirst());
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
