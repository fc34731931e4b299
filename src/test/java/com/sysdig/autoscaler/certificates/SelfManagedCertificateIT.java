package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfManagedCertificateIT {
    private static final String DAMAGED = "-----BEGIN PRIVATE KEY-----\n<redacted>\n-----END PRIVATE KEY-----\n";
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final KubernetesClient kubernetes = Testbed.shared().kubernetes();
    private final ServiceAddress address =
            new ServiceAddress(Testbed.shared().namespace("certificates"), "scaler", 443);

    @Test
    void isSharedByReplicasAndAdoptedAfterARestart() throws Exception {
        var first = settled(address, NOW);
        var version = secret().getMetadata().getResourceVersion();

        var second = settled(address, NOW.plus(Duration.ofDays(30)));

        assertThat(second.isSameAs(first)).isTrue();
        assertThat(second.leaf().key()).isEqualTo(first.leaf().key());
        assertThat(secret().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void isOneForReplicasThatStartTogether() {
        var all = Stream.generate(() -> CompletableFuture.supplyAsync(() -> quietlySettled(address, NOW)))
                .limit(6)
                .toList();

        var first = all.getFirst().join();
        assertThat(all).allSatisfy(one -> assertThat(one.join().isSameAs(first)).isTrue());
    }

    @Test
    void isTakenFromTheReplicaThatWasFaster() throws Exception {
        var theirs = settled(address, NOW);
        var late = new CertificateSecret(kubernetes, address.namespace());

        assertThat(late.write(Optional.empty(), new Rotation(address).begin(NOW)))
                .isEmpty();
        assertThat(settled(address, NOW).isSameAs(theirs)).isTrue();
    }

    @Test
    void isRenewedByTheSameAuthority() throws Exception {
        var old = settled(address, NOW);

        var renewed = settled(address, NOW.plus(Duration.ofDays(250)));

        assertThat(renewed.isSameAs(old)).isFalse();
        assertThat(renewed.authorityPem()).isEqualTo(old.authorityPem());
        assertThat(renewed.fits(address, NOW.plus(Duration.ofDays(250)))).isTrue();
    }

    @Test
    void isIssuedAgainForAnotherServiceName() throws Exception {
        var old = settled(address, NOW);
        var moved = new ServiceAddress(address.namespace(), "moved", 443);

        var renewed = settled(moved, NOW);

        assertThat(renewed.fits(moved, NOW)).isTrue();
        assertThat(renewed.authorityPem()).isEqualTo(old.authorityPem());
    }

    @Test
    void replacesASecretThatHoldsSomethingElse() throws Exception {
        kubernetes
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(CertificateSecret.NAME)
                        .withNamespace(address.namespace())
                        .addToLabels("team", "ops")
                        .endMetadata()
                        .withStringData(Map.of("tls.crt", "garbage", "other", "thing"))
                        .build())
                .create();

        assertThat(settled(address, NOW).fits(address, NOW)).isTrue();
        assertThat(secret().getData()).containsOnlyKeys("ca.crt", "ca.key", "tls.crt", "tls.key");
        assertThat(secret().getMetadata().getLabels()).containsEntry("team", "ops");
    }

    @Test
    void fillsTheEmptySecretOfAnInstallerWithoutComplaint() throws Exception {
        kubernetes
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(CertificateSecret.NAME)
                        .withNamespace(address.namespace())
                        .addToLabels("helm.sh/chart", "sysdig-autoscaler")
                        .endMetadata()
                        .build())
                .create();

        var issued = settled(address, NOW);

        assertThat(settled(address, NOW).isSameAs(issued)).isTrue();
        assertThat(secret().getMetadata().getLabels()).containsEntry("helm.sh/chart", "sysdig-autoscaler");
        assertThat(events()).isEmpty();
    }

    @Test
    void rotatesTheAuthorityWithOverlapForEveryReplica() throws Exception {
        var one = new Replica();
        var other = new Replica();
        var first = one.settledAt(NOW);
        var announcing = one.settledAt(NOW.plus(Duration.ofDays(2_434)));
        var announced = other.settledAt(NOW.plus(Duration.ofDays(2_434)));
        assertThat(announced.isSameAs(announcing)).isTrue();
        assertThat(announced.authorityPem()).startsWith(first.authorityPem());

        var takenOver = other.settledAt(NOW.plus(Duration.ofDays(2_435)));
        var adopted = one.settledAt(NOW.plus(Duration.ofDays(2_435)));
        assertThat(adopted.isSameAs(takenOver)).isTrue();
        assertThat(adopted.authorityPem()).endsWith(first.authorityPem());
        assertThat(secret().getData()).containsKey("old-ca.crt").doesNotContainKey("next-ca.crt");

        var alone = one.settledAt(NOW.plus(Duration.ofDays(2_801)));
        assertThat(adopted.authorityPem()).startsWith(alone.authorityPem()).isNotEqualTo(alone.authorityPem());
        assertThat(secret().getData()).containsOnlyKeys("ca.crt", "ca.key", "tls.crt", "tls.key");
    }

    @Test
    void givesADeletedSecretBackWhatItServesWithAndSaysSo() throws Exception {
        var replica = new Replica();
        var good = replica.settledAt(NOW);
        kubernetes.resource(secret()).delete();

        assertThat(replica.settledAt(NOW.plusSeconds(30)).isSameAs(good)).isTrue();
        assertThat(settled(address, NOW).isSameAs(good)).isTrue();
        assertThat(events()).singleElement().asString().contains("it was deleted", "written back");
    }

    @Test
    void keepsTheLastGoodOneWhileTheSecretIsBroken() throws Exception {
        var replica = new Replica();
        var good = replica.settledAt(NOW);
        overwrite("tls.key", secret().getData().get("ca.key"));

        assertThat(replica.settledAt(NOW.plusSeconds(30)).isSameAs(good)).isTrue();
        assertThat(settled(address, NOW).isSameAs(good)).isTrue();
        assertThat(events())
                .singleElement()
                .asString()
                .contains("tls.crt or tls.key: the key is not that of the certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.key", "ca.key"})
    void keepsTheLastGoodOneWhileTheBodyOfAKeyIsDamaged(String key) throws Exception {
        var replica = new Replica();
        var good = replica.settledAt(NOW);
        overwrite(key, base64(DAMAGED));

        assertThat(replica.settledAt(NOW.plusSeconds(30)).isSameAs(good)).isTrue();
        assertThat(settled(address, NOW).isSameAs(good)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.key", "ca.key"})
    void startsWithANewOneWhereTheBodyOfAKeyIsDamaged(String key) throws Exception {
        settled(address, NOW);
        overwrite(key, base64(DAMAGED));

        assertThat(settled(address, NOW).fits(address, NOW)).isTrue();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void keepsTheLastGoodOneWhenAnExpiredOneIsPutInItsPlace() throws Exception {
        var replica = new Replica();
        replica.settledAt(NOW);
        var expired = secret().getData();
        var renewed = replica.settledAt(NOW.plus(Duration.ofDays(300)));
        expired.forEach(this::overwrite);

        assertThat(replica.settledAt(NOW.plus(Duration.ofDays(400))).isSameAs(renewed))
                .isTrue();
        assertThat(events()).singleElement().asString().contains("expired");
    }

    @Test
    void keepsTheAuthorityOfABrokenSecretAfterARestart() throws Exception {
        var good = settled(address, NOW);
        overwrite("tls.crt", secret().getData().get("tls.key"));

        var again = settled(address, NOW);

        assertThat(again.fits(address, NOW)).isTrue();
        assertThat(again.authorityPem()).isEqualTo(good.authorityPem());
    }

    /** One that goes on from round to round. */
    private final class Replica {
        private final CurrentCertificate current = new CurrentCertificate();
        private Instant now = NOW;
        private final SelfManagedCertificate source =
                new SelfManagedCertificate(kubernetes, address, () -> now, current);

        ServingCertificate settledAt(Instant moment) throws Exception {
            now = moment;
            source.settle();
            return current.get().orElseThrow();
        }
    }

    private void overwrite(String key, String value) {
        Edits.edit(
                kubernetes.resource(secret()),
                secret -> new SecretBuilder(secret).addToData(key, value).build());
    }

    private List<String> events() {
        return kubernetes.events().v1().events().inNamespace(address.namespace()).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(CertificateSecret.NAME))
                .map(event -> event.getReason() + " " + event.getNote())
                .toList();
    }

    private Secret secret() {
        return kubernetes
                .secrets()
                .inNamespace(address.namespace())
                .withName(CertificateSecret.NAME)
                .get();
    }

    private ServingCertificate settled(ServiceAddress service, Instant now) throws Exception {
        var current = new CurrentCertificate();
        new SelfManagedCertificate(kubernetes, service, () -> now, current).settle();
        return current.get().orElseThrow();
    }

    private ServingCertificate quietlySettled(ServiceAddress service, Instant now) {
        try {
            return settled(service, now);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
