package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged product with files that somebody else renews. */
class MountedCertificateIT {
    private static final ServiceAddress ADDRESS = new ServiceAddress("sysdig-autoscaler", "sysdig-autoscaler", 443);

    @TempDir
    Path mount;

    private final Instant now = InstantSource.system().instant();
    private final Testbed testbed = Testbed.shared();
    private final Product product = testbed.product();

    @AfterEach
    void backToItsOwnCertificate() {
        product.restart();
    }

    @Test
    void theApiServerReachesUsBeforeAndAfterTheFilesChange() throws Exception {
        var first = Authority.create(now);
        mount(first);
        product.restart(
                Map.of("autoscaler.certificates", "files", "autoscaler.certificate-directory", mount.toString()));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(bundle()).startsWith(first.certificate()));
        testbed.product();

        var next = Authority.create(now.plusSeconds(1));
        mount(next);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(bundle()).startsWith(next.certificate(), first.certificate()));
        testbed.product();

        assertThat(product.managed("/q/metrics")).contains("\nsysdig_autoscaler_certificate_expiry_seconds 3.15");
        assertThat(product.managed("/q/health/ready")).contains("\"certificate\": \"yes\"");
    }

    @Test
    void brokenFilesAreToldByAnEventOnOurService() throws Exception {
        mount(Authority.create(now));
        product.restart(
                Map.of("autoscaler.certificates", "files", "autoscaler.certificate-directory", mount.toString()));

        Files.writeString(mount.resolve("tls.crt"), "broken");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(testbed.kubernetes()
                                .events()
                                .v1()
                                .events()
                                .inNamespace(ADDRESS.namespace())
                                .list()
                                .getItems())
                        .filteredOn(event -> CertificateEvents.FILES.equals(event.getReason()))
                        .anySatisfy(event -> {
                            assertThat(event.getRegarding().getKind()).isEqualTo("Service");
                            assertThat(event.getRegarding().getName()).isEqualTo(ADDRESS.name());
                            assertThat(event.getNote()).contains(mount.toString(), "The last good one goes on");
                        }));
    }

    private void mount(Authority authority) throws GeneralSecurityException, IOException {
        var leaf = authority.leaf(ADDRESS, now);
        Files.writeString(mount.resolve("tls.crt"), Pem.of(leaf.chain()));
        Files.writeString(mount.resolve("tls.key"), Pem.of(leaf.key()));
        Files.writeString(mount.resolve("ca.crt"), Pem.of(List.of(authority.certificate())));
    }

    private List<Certificate> bundle() throws GeneralSecurityException {
        var bundle = testbed.kubernetes()
                .apiServices()
                .withName("v1beta1.external.metrics.k8s.io")
                .get()
                .getSpec()
                .getCaBundle();
        var pem = new ByteArrayInputStream(Base64.getDecoder().decode(bundle));
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
    }
}
