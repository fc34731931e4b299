package com.sysdig.autoscaler.sysdig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The system's authorities and those of a file. */
final class TrustedCas {
    private TrustedCas() {}

    static KeyStore with(Path pemFile) throws IOException {
        try {
            var authorities = new ArrayList<>(ofSystem());
            authorities.addAll(ofFile(pemFile));
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca-" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException failure) {
            throw new IOException("not a bundle of PEM certificates", failure);
        }
    }

    private static List<X509Certificate> ofSystem() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((@Nullable KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static List<X509Certificate> ofFile(Path pemFile) throws IOException, GeneralSecurityException {
        try (var content = Files.newInputStream(pemFile)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (certificates.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return certificates.stream().map(X509Certificate.class::cast).toList();
        }
    }
}
