package com.sysdig.autoscaler.testbed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority for one test run, EC P-256, a day long. */
final class Authority {

    /** A certificate in PEM with its key. */
    record Issued(String certificate, PrivateKey privateKey) {

        String key() {
            return pem("PRIVATE KEY", privateKey.getEncoded());
        }

        /** For a server that shows this certificate. */
        SSLContext context() {
            try {
                var pem = new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII));
                var chain = new Certificate[] {
                    CertificateFactory.getInstance("X.509").generateCertificate(pem)
                };
                var store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", privateKey, new char[0], chain);
                var keys = KeyManagerFactory.getInstance("PKIX");
                keys.init(store, new char[0]);
                var context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final X500Name name;
    private final KeyPair keys = keys("EC");
    private final String certificate;

    Authority(String commonName) {
        name = new X500Name("CN=" + commonName);
        certificate = sign(
                name,
                keys,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    }

    String certificate() {
        return certificate;
    }

    /** A serving certificate. */
    Issued serving(List<String> dnsNames) {
        var names = Stream.concat(
                        dnsNames.stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                        Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
                .toArray(GeneralName[]::new);
        return issue(dnsNames.getFirst(), builder -> {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        });
    }

    Issued client(String commonName) {
        return issue(
                commonName,
                builder -> builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
    }

    private Issued issue(String commonName, Extensions extensions) {
        var pair = keys("EC");
        return new Issued(sign(new X500Name("CN=" + commonName), pair, extensions), pair.getPrivate());
    }

    private String sign(X500Name subject, KeyPair pair, Extensions extensions) {
        var now = InstantSource.system().instant();
        var serial = new BigInteger(64, new SecureRandom());
        var builder = new JcaX509v3CertificateBuilder(
                name,
                serial,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                pair.getPublic());
        try {
            extensions.addTo(builder);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return pem("CERTIFICATE", builder.build(signer).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair keys(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String type, byte[] der) {
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, encoder.encodeToString(der));
    }

    @FunctionalInterface
    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }
}
