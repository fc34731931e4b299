package com.sysdig.autoscaler.metricsapi.access;

import io.quarkus.tls.runtime.TrustStoreAndTrustOptions;
import io.quarkus.tls.runtime.TrustStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every client certificate through the handshake and keeps it for {@link FrontProxy} to judge with each request:
 * the authorities change while the server runs, and a handshake that fails could not be told from a network fault.
 */
@Singleton
@Identifier("serving")
public final class ClientCertificates implements TrustStoreProvider {
    @Override
    public TrustStoreAndTrustOptions getTrustStore(Vertx vertx) {
        try {
            var empty = KeyStore.getInstance("PKCS12");
            empty.load(null, null);
            return new TrustStoreAndTrustOptions(empty, TrustOptions.wrap(new JudgedLater()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no PKCS12", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class JudgedLater extends X509ExtendedTrustManager {
        /** No hint: a list that does not name a client's issuer makes it send no certificate at all. */
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("only for serving");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("only for serving");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("only for serving");
        }
    }
}
