package com.sysdig.autoscaler.certificates;

import java.net.Socket;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * By what replicas know each other, on both ends of a connection: only they have the key of a certificate for our Service
 * that our authority signed. Works without the API server, and with mounted files as well. That the key is there is what the
 * handshake proves; here is only looked whose certificate it is.
 */
public final class Replicas {
    private static final int DNS_NAME = 2;

    private final CurrentCertificate current;
    private final ServiceAddress address;
    private final InstantSource clock;

    public Replicas(CurrentCertificate current, ServiceAddress address, InstantSource clock) {
        this.current = current;
        this.address = address;
        this.clock = clock;
    }

    /** Whether this is a replica's: the one we serve with, or one that replicas with a newer or older one serve with. */
    public boolean isOne(X509Certificate shown) {
        return current.get()
                .filter(ours -> isValid(shown)
                        && (ours.leaf().certificate().equals(shown)
                                || (isForOurService(shown)
                                        && ours.bundle().authorities().stream()
                                                .anyMatch(authority -> Credential.isSigned(shown, authority)))))
                .isPresent();
    }

    /** For connections to other replicas, whatever their address: shows our certificate, and ends with anybody else. */
    public SSLContext clientContext() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {
                        new HandshakeKeys(
                                current, new HandshakeLimit(clock), () -> ServingKeys.throwAway(clock.instant()))
                    },
                    new TrustManager[] {new OnlyReplicas()},
                    null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private boolean isValid(X509Certificate shown) {
        try {
            shown.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException _) {
            return false;
        }
    }

    /** To the letter: a wildcard may be somebody else's in our namespace. */
    private boolean isForOurService(X509Certificate shown) {
        try {
            Collection<List<?>> names = shown.getSubjectAlternativeNames();
            return names != null && names.contains(List.of(DNS_NAME, address.dnsName()));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    private final class OnlyReplicas extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (chain.length == 0 || !isOne(chain[0])) {
                throw new CertificateException("this is no replica of ours");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("for servers only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
