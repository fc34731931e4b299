package com.sysdig.autoscaler.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;

/** Certificates and keys as text. */
final class Pem {
    private static final String KEY = "PRIVATE KEY";
    /** As the JDK calls them. */
    private static final Map<ASN1ObjectIdentifier, String> NAMES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "EdDSA");

    private Pem() {}

    static String of(PrivateKey key) {
        return block(KEY, key.getEncoded());
    }

    static String of(List<X509Certificate> certificates) throws GeneralSecurityException {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            text.append(block("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    /** At least one. */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        var certificates = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in the text");
        }
        return certificates;
    }

    /** In PKCS#8, or in the older forms for RSA and EC; not encrypted. */
    static PrivateKey key(String text) throws GeneralSecurityException {
        try (var parser = new PEMParser(new StringReader(text))) {
            var info = info(parser);
            var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
            return KeyFactory.getInstance(NAMES.getOrDefault(algorithm, algorithm.getId()))
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (IOException | IllegalStateException e) { // the latter where it is not even base64
            throw new GeneralSecurityException("the key is not PEM", e);
        }
    }

    private static PrivateKeyInfo info(PEMParser parser) throws IOException, GeneralSecurityException {
        // A null ends the text; parameters of the curve may come first.
        for (@Nullable Object read = parser.readObject(); read != null; read = parser.readObject()) {
            if (read instanceof PrivateKeyInfo info) {
                return info;
            }
            if (read instanceof PEMKeyPair pair) {
                return pair.getPrivateKeyInfo();
            }
        }
        throw new GeneralSecurityException("there is no unencrypted key in the text");
    }

    private static String block(String type, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
