package com.sysdig.autoscaler.certificates;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A certificate that somebody else renews, in the files of a mounted Secret. They are read anew at every look: they are small,
 * and Kubernetes replaces them all at once by swapping a symbolic link. One read between two versions is found by its key,
 * which does not belong to the certificate. A
 * new authority joins the bundle before a certificate of it is served with.
 */
public final class MountedCertificate implements CertificateSource {
    static final String LEAF = "tls.crt";
    static final String LEAF_KEY = "tls.key";
    static final String AUTHORITIES = "ca.crt";

    /** Enough for the bundle to be written and to take effect. */
    private static final Duration ANNOUNCED = Duration.ofSeconds(20);

    private final Path directory;
    private final ServiceAddress address;
    private final InstantSource clock;
    private final CurrentCertificate current;
    private final BiConsumer<String, Instant> alarm;
    private final Trouble trouble = new Trouble();

    /** When the last new authority joined the bundle; guarded by this. */
    private Instant announced = Instant.EPOCH;

    public MountedCertificate(
            Path directory,
            ServiceAddress address,
            InstantSource clock,
            CurrentCertificate current,
            KubernetesClient kubernetes) {
        this(
                directory,
                address,
                clock,
                current,
                (note, now) -> new CertificateEvents(kubernetes).tellOfFiles(address, note, now));
    }

    /** {@code alarm}: told once of everything that goes wrong, and must return at once. */
    MountedCertificate(
            Path directory,
            ServiceAddress address,
            InstantSource clock,
            CurrentCertificate current,
            BiConsumer<String, Instant> alarm) {
        this.alarm = alarm;
        this.directory = directory;
        this.address = address;
        this.clock = clock;
        this.current = current;
    }

    @Override
    public synchronized void settle() {
        var now = clock.instant();
        try {
            current.replace(inTurn(read(now), now));
            trouble.isOver(now);
        } catch (IOException | GeneralSecurityException e) {
            var note = "The certificate in " + directory + " (autoscaler.certificate-directory,"
                    + " AUTOSCALER_CERTIFICATE_DIRECTORY) is not usable: " + fault(e) + ". "
                    + (current.get().isPresent()
                            ? "The last good one goes on serving until it expires."
                            : "Nobody can call us until there is one.");
            if (trouble.is(note, now)) {
                alarm.accept(note, now);
            }
        }
    }

    /** The one before, for as long as whoever verifies us may not know the new one's authority yet. */
    private ServingCertificate inTurn(ServingCertificate read, Instant now) {
        var before = current.get().filter(serving -> now.isBefore(serving.expiry()));
        if (before.isEmpty() || before.get().leaf().equals(read.leaf())) {
            return read;
        }
        var authorities = read.bundle().authorities();
        var known = before.get().bundle().authorities();
        if (!known.containsAll(authorities)) {
            announced = now;
        }
        var both =
                Stream.concat(authorities.stream(), known.stream()).distinct().toList();
        return now.isBefore(announced.plus(ANNOUNCED))
                ? new ServingCertificate(before.get().leaf(), CaBundle.atLeast(both))
                : read;
    }

    private static String fault(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case IOException unreadable -> unreadable.toString();
            default -> String.valueOf(e.getMessage());
        };
    }

    private ServingCertificate read(Instant now) throws IOException, GeneralSecurityException {
        var leaf = Credential.of(text(LEAF), text(LEAF_KEY));
        if (leaf.isExpired(now)) {
            throw new GeneralSecurityException(LEAF + " expired at " + leaf.expiry());
        }
        if (!leaf.names(address)) {
            throw new GeneralSecurityException(LEAF + " is not for " + address.dnsName()
                    + ", by which the API server calls us; add it to the certificate's DNS names");
        }
        var authorities = authorities();
        if (!authorities.isEmpty()) {
            verify(leaf.chain(), authorities, now);
        }
        return new ServingCertificate(leaf, CaBundle.atLeast(authorities));
    }

    /** None where the file is missing or empty, as cert-manager writes it for an authority that it does not know. */
    private List<X509Certificate> authorities() throws IOException, GeneralSecurityException {
        if (!Files.exists(directory.resolve(AUTHORITIES))) {
            return List.of();
        }
        var text = text(AUTHORITIES);
        return text.isBlank() ? List.of() : Pem.certificates(text);
    }

    private static void verify(List<X509Certificate> chain, List<X509Certificate> authorities, Instant now)
            throws GeneralSecurityException {
        var anchors = authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        var parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        var path = chain.stream()
                .filter(certificate -> chain.size() == 1 || !authorities.contains(certificate))
                .toList();
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(AUTHORITIES + " does not vouch for " + LEAF + ": " + e.getMessage(), e);
        }
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
    }
}
