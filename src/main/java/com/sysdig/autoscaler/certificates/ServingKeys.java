package com.sysdig.autoscaler.certificates;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The key of the main port's TLS bucket. Every handshake asks for it anew, so that a change needs no reload of the bucket: Vert.x
 * 4.5 closes connections that come in while it makes a new TLS context.
 */
@Singleton
@Identifier("serving")
final class ServingKeys implements KeyStoreProvider {
    private static final ServiceAddress NOBODY = new ServiceAddress("invalid", "not-ready", 443);

    private final CurrentCertificate current;
    private final InstantSource clock;

    ServingKeys(CurrentCertificate current, InstantSource clock) {
        this.current = current;
        this.clock = clock;
    }

    @Override
    public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        try {
            var empty = KeyStore.getInstance("PKCS12");
            empty.load(null, null);
            return new KeyStoreAndKeyCertOptions(
                    empty,
                    KeyCertOptions.wrap(
                            new HandshakeKeys(current, new HandshakeLimit(clock), () -> throwAway(clock.instant()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key store", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server has to start without a certificate too, so that the process lives and can say that it is not ready. */
    static Credential throwAway(Instant now) {
        try {
            return Authority.create(now).leaf(NOBODY, now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }
}
