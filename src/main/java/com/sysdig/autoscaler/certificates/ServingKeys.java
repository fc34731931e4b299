package com.sysdig.autoscaler.certificates;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyStoreOptions;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;

/**
 * The key store of the TLS bucket {@value ServingBucket#NAME}. Until there is a certificate it gives a throw-away one that nobody
 * trusts: the server has to start, so that the process lives and can say that it is not ready.
 */
@Singleton
@Identifier(ServingBucket.NAME)
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
            var certificate = current.get();
            return options(certificate.isPresent() ? certificate.get() : throwAway());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key store", e);
        }
    }

    private ServingCertificate throwAway() throws GeneralSecurityException {
        return Authority.create(clock.instant()).issue(NOBODY, clock.instant());
    }

    private static KeyStoreAndKeyCertOptions options(ServingCertificate certificate) throws GeneralSecurityException {
        // The store never leaves this process.
        var password = "serving";
        try (var bytes = new ByteArrayOutputStream()) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = certificate.leaf().chain().toArray(Certificate[]::new);
            store.setKeyEntry(ServingBucket.NAME, certificate.leaf().key(), password.toCharArray(), chain);
            store.store(bytes, password.toCharArray());
            var options = new KeyStoreOptions()
                    .setType("PKCS12")
                    .setPassword(password)
                    .setValue(Buffer.buffer(bytes.toByteArray()));
            return new KeyStoreAndKeyCertOptions(store, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
