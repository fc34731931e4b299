package com.sysdig.autoscaler.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Our own certification authority: EC P-256, and the JDK's cryptography behind BouncyCastle's builders. */
record Authority(Credential credential) {
    private static final Duration LIFE = Duration.ofDays(3650);
    static final Duration LEAF_LIFE = Duration.ofDays(365);
    /** For clocks that run behind ours. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final String NAME = "CN=sysdig-autoscaler-ca";

    /** Ends a certificate's request: its extensions. */
    @FunctionalInterface
    interface Extensions {
        void add(X509v3CertificateBuilder builder, JcaX509ExtensionUtils utils) throws IOException;
    }

    static Authority create(Instant now) throws GeneralSecurityException {
        var keys = newKeys();
        // Names tell authorities apart, so that a verifier with two of them tries the right one.
        var name = new X500Name(NAME + "-" + Long.toString(now.getEpochSecond(), Character.MAX_RADIX));
        var certificate = sign(new Request(name, name, keys, now, LIFE), keys, (builder, utils) -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
        });
        return new Authority(new Credential(certificate, keys.getPrivate()));
    }

    X509Certificate certificate() {
        return credential.certificate();
    }

    /** When it was created. */
    Instant made() {
        return certificate().getNotBefore().toInstant().plus(BACKDATED);
    }

    /** With this as the only authority. */
    ServingCertificate issue(ServiceAddress address, Instant now) throws GeneralSecurityException {
        return new ServingCertificate(leaf(address, now), CaBundle.exactly(List.of(certificate())));
    }

    /** A certificate for serving under the Service's name. */
    Credential leaf(ServiceAddress address, Instant now) throws GeneralSecurityException {
        return issue(address.dnsName(), now, (builder, _) -> {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            var dnsName = new GeneralName(GeneralName.dNSName, address.dnsName());
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(dnsName));
        });
    }

    Credential issue(String commonName, Instant now, Extensions extensions) throws GeneralSecurityException {
        var keys = newKeys();
        var issuer = X500Name.getInstance(
                credential.certificate().getSubjectX500Principal().getEncoded());
        var request = new Request(issuer, new X500Name("CN=" + shortened(commonName)), keys, now, leafLife(now));
        var signer = new KeyPair(credential.certificate().getPublicKey(), credential.key());
        var certificate = sign(request, signer, (builder, utils) -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(signer.getPublic()));
            extensions.add(builder, utils);
        });
        return new Credential(certificate, keys.getPrivate());
    }

    /** No longer than the authority's own. */
    private Duration leafLife(Instant now) {
        var rest = Duration.between(now, credential.expiry());
        return rest.compareTo(LEAF_LIFE) < 0 ? rest : LEAF_LIFE;
    }

    private record Request(X500Name issuer, X500Name subject, KeyPair keys, Instant now, Duration life) {
        X509v3CertificateBuilder builder() {
            return new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(now.plus(life)),
                    subject,
                    keys.getPublic());
        }
    }

    private static X509Certificate sign(Request request, KeyPair signer, Extensions extensions)
            throws GeneralSecurityException {
        try {
            var builder = request.builder();
            extensions.add(builder, new JcaX509ExtensionUtils());
            var signing = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signing));
        } catch (OperatorCreationException | IOException e) {
            throw new CertificateException("cannot sign " + request.subject(), e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A common name holds 64 characters; the API server looks at the alternative name only. */
    private static String shortened(String commonName) {
        return commonName.substring(0, Math.min(commonName.length(), 64));
    }
}
