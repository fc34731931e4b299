package com.sysdig.autoscaler.certificates;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives a handshake the certificate of the moment at which it asks. It asks three times, for a name, the chain and the key, so
 * that the one before stays known by its name. Beyond the {@link HandshakeLimit} there is none, and the handshake fails. Safe for use by several threads.
 */
final class HandshakeKeys extends X509ExtendedKeyManager {
    private record Named(String name, Credential credential) {}

    private final CurrentCertificate current;
    private final HandshakeLimit limit;
    private final Supplier<Credential> none;

    /** Null before the first handshake; guarded by this. */
    private @Nullable Named newest;

    /** Null for as long as there was one only; guarded by this. */
    private @Nullable Named before;

    /** {@code none} is for as long as there is no certificate, and made only if somebody comes then. */
    HandshakeKeys(CurrentCertificate current, HandshakeLimit limit, Supplier<Credential> none) {
        this.current = current;
        this.limit = limit;
        this.none = none;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        var now = newest();
        return keyType.equals(now.credential().key().getAlgorithm()) && limit.admits() ? now.name() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var credential = named(alias);
        return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var credential = named(alias);
        return credential == null ? null : credential.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        var alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    /** Of a replica that calls another: whom the other trusts beside us is of no matter. */
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        var now = newest();
        return List.of(keyTypes).contains(now.credential().key().getAlgorithm()) ? now.name() : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    private synchronized Named newest() {
        var now = current.get().map(ServingCertificate::leaf).orElse(null);
        var known = newest;
        if (now == null) {
            return known == null ? remember("none", none.get()) : known;
        }
        return known == null || !now.chain().equals(known.credential().chain())
                ? remember(now.certificate().getSerialNumber().toString(), now)
                : known;
    }

    private Named remember(String name, Credential credential) {
        before = newest;
        newest = new Named(name, credential);
        return newest;
    }

    private synchronized @Nullable Credential named(String name) {
        return Stream.of(newest, before)
                .filter(known -> known != null && known.name().equals(name))
                .map(Named::credential)
                .findFirst()
                .orElse(null);
    }
}
