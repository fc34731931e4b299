package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.episode.LogLines;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedCertificateTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress ADDRESS = new ServiceAddress("ops", "scaler", 443);

    @TempDir
    Path mount;

    private final CurrentCertificate current = new CurrentCertificate();
    private Instant now = START;
    private MountedCertificate source;
    private Authority authority;
    private Credential first;

    private final List<String> alarms = new ArrayList<>();

    @BeforeEach
    void mountFirst() throws Exception {
        source = new MountedCertificate(mount, ADDRESS, () -> now, current, (note, _) -> alarms.add(note));
        authority = Authority.create(START);
        first = authority.leaf(ADDRESS, START);
        for (var name : List.of("tls.crt", "tls.key", "ca.crt")) {
            Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
        }
        swap("..1", first);
    }

    @Test
    void servesWithWhatIsMounted() throws Exception {
        source.settle();

        assertThat(served()).isEqualTo(first);
        assertThat(current.get().orElseThrow().authorityPem()).isEqualTo(pem(authority));
    }

    @Test
    void followsTheSwapOfASymbolicLink() throws Exception {
        source.settle();
        var next = authority.leaf(ADDRESS, START);
        swap("..2", next);

        source.settle();

        assertThat(served()).isEqualTo(next);
    }

    @Test
    void announcesANewAuthorityBeforeItServesWithIt() throws Exception {
        source.settle();
        var old = authority;
        authority = Authority.create(START.plusSeconds(1));
        var next = authority.leaf(ADDRESS, START);
        swap("..2", next);

        source.settle();
        assertThat(served()).isEqualTo(first);
        assertThat(current.get().orElseThrow().authorityPem()).isEqualTo(pem(authority) + pem(old));

        now = START.plusSeconds(19);
        source.settle();
        assertThat(served()).isEqualTo(first);

        now = START.plusSeconds(20);
        source.settle();
        assertThat(served()).isEqualTo(next);
        assertThat(current.get().orElseThrow().authorityPem()).isEqualTo(pem(authority));
    }

    @Test
    void leavesTheBundleToOthersWithoutAnAuthority() throws Exception {
        Files.delete(mount.resolve("ca.crt"));
        source.settle();

        assertThat(current.get().orElseThrow().authorityPem()).isEmpty();
        assertThat(current.get().orElseThrow().caBundle("whatever")).isEqualTo("whatever");
    }

    @Test
    void takesAnEmptyAuthorityForNone() throws Exception {
        Files.writeString(mount.resolve("ca.crt"), "\n");
        source.settle();

        assertThat(current.get().orElseThrow().authorityPem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt"})
    void keepsTheLastGoodOneWhileAFileIsBrokenAndRecovers(String file) throws Exception {
        source.settle();
        var next = authority.leaf(ADDRESS, START);
        swap("..2", next);
        var good = Files.readString(mount.resolve(file));

        Files.writeString(mount.resolve(file), "-----BEGIN GARBAGE-----\n");
        source.settle();
        assertThat(served()).isEqualTo(first);

        Files.writeString(mount.resolve(file), good);
        source.settle();
        assertThat(served()).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<redacted>", "...", "!!!!", "MIIE", "AAAA"})
    void keepsTheLastGoodOneWhileTheBodyOfTheKeyIsDamaged(String body) throws Exception {
        source.settle();
        Files.writeString(
                mount.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");

        source.settle();

        assertThat(served()).isEqualTo(first);
    }

    @Test
    void keepsTheLastGoodOneWhileFilesAreMissing() throws Exception {
        source.settle();
        Files.delete(mount.resolve("..data"));

        source.settle();

        assertThat(served()).isEqualTo(first);
    }

    @Test
    void takesNoHalfOfAPair() throws Exception {
        source.settle();
        var next = authority.leaf(ADDRESS, START);
        Files.writeString(mount.resolve("tls.crt"), Pem.of(next.chain()));

        source.settle();

        assertThat(served()).isEqualTo(first);
    }

    @Test
    void takesNoneThatHasExpired() throws Exception {
        source.settle();
        now = START.plus(Duration.ofDays(300));
        var renewed = authority.leaf(ADDRESS, now);
        swap("..2", renewed);
        source.settle();
        now = START.plus(Duration.ofDays(400));
        swap("..3", first);

        source.settle();

        assertThat(served()).isEqualTo(renewed);
        assertThat(current.isValid(now)).isTrue();
        assertThat(current.isValid(renewed.expiry())).isFalse();
    }

    @Test
    void takesNoneForAnotherService() throws Exception {
        swap("..2", authority.leaf(new ServiceAddress("ops", "other", 443), START));

        source.settle();

        assertThat(current.get()).isEmpty();
    }

    @Test
    void takesNoneThatItsAuthorityDoesNotVouchFor() throws Exception {
        source.settle();
        swap("..2", Authority.create(START).leaf(ADDRESS, START));

        source.settle();

        assertThat(served()).isEqualTo(first);
    }

    @Test
    void tellsOfTroubleOnceAndOnceOfItsEndWithHowLongItLasted() throws Exception {
        try (var log = new LogLines(Trouble.class)) {
            swap("..2", first);
            Files.delete(mount.resolve("..data"));
            source.settle();
            source.settle();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .endsWith(alarms.getFirst())
                    .contains("autoscaler.certificate-directory", "there is no file", "tls.crt", "Nobody can call us");
            assertThat(alarms).hasSize(1);

            swap("..3", first);
            now = now.plusSeconds(90);
            source.settle();
            source.settle();
            assertThat(log.lines()).containsExactly("INFO The serving certificate is in order again, after PT1M30S");
        }
    }

    @Test
    void addsItsAuthorityToTheBundleAndKeepsThatOfAnotherReplica() throws Exception {
        var other = Authority.create(START.plusSeconds(1));
        source.settle();
        var serving = current.get().orElseThrow();

        var both = serving.caBundle(base64(pem(other)));

        assertThat(Pem.certificates(new String(Base64.getDecoder().decode(both), StandardCharsets.US_ASCII)))
                .containsExactly(authority.certificate(), other.certificate());
        assertThat(serving.caBundle(both)).isEqualTo(both);
        assertThat(serving.caBundle("bm9uZQ==")).isEqualTo(base64(pem(authority)));
        assertThat(serving.caBundle(null)).isEqualTo(base64(pem(authority)));
    }

    /** cert-manager writes RSA keys in the form before PKCS#8 unless told otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void readsKeysInTheirOlderForm(String algorithm) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2_048);
        var key = generator.generateKeyPair().getPrivate();
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(algorithm + " PRIVATE KEY", older(key)));
        }

        assertThat(number(Pem.key(text.toString()))).isEqualTo(number(key));
    }

    /** The same key has several encodings. */
    private static BigInteger number(PrivateKey key) {
        return key instanceof RSAPrivateKey rsa
                ? rsa.getPrivateExponent()
                : ((java.security.interfaces.ECPrivateKey) key).getS();
    }

    private static byte[] older(PrivateKey key) throws IOException {
        var info = PrivateKeyInfo.getInstance(key.getEncoded());
        return key instanceof java.security.interfaces.ECPrivateKey point
                ? new ECPrivateKey(
                                256, point.getS(), info.getPrivateKeyAlgorithm().getParameters())
                        .getEncoded()
                : info.parsePrivateKey().toASN1Primitive().getEncoded();
    }

    /** As the kubelet does it. */
    private void swap(String version, Credential leaf) throws Exception {
        var folder = Files.createDirectory(mount.resolve(version));
        Files.writeString(folder.resolve("tls.crt"), Pem.of(leaf.chain()));
        Files.writeString(folder.resolve("tls.key"), Pem.of(leaf.key()));
        Files.writeString(folder.resolve("ca.crt"), pem(authority));
        var link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(Authority authority) throws Exception {
        return Pem.of(List.of(authority.certificate()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Credential served() {
        return current.get().orElseThrow().leaf();
    }
}
