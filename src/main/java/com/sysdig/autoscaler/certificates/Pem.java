package com.sysdig.autoscaler.certificates;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates and EC keys as text. */
final class Pem {
    private static final String KEY = "PRIVATE KEY";

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

    static PrivateKey key(String text) throws GeneralSecurityException {
        var base64 = text.lines().filter(line -> !line.startsWith("-----")).collect(Collectors.joining());
        try {
            var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64.strip()));
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is not PEM", e);
        }
    }

    private static String block(String type, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
