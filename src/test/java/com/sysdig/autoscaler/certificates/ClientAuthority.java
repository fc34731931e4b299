package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** An authority like the front proxy's, made by the product's own issuer. */
public final class ClientAuthority {
    private final Authority authority;

    private ClientAuthority(Authority authority) {
        this.authority = authority;
    }

    public static ClientAuthority create(Instant now) {
        try {
            return new ClientAuthority(Authority.create(now));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate with its key. */
    public record Client(X509Certificate certificate, List<KeyManager> keys) {
        public List<X509Certificate> chain() {
            return List.of(certificate);
        }
    }

    public String pem() {
        try {
            return Pem.of(List.of(authority.credential().certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Client client(String commonName, Instant now) {
        return issue(commonName, now, KeyPurposeId.id_kp_clientAuth);
    }

    public Client server(String commonName, Instant now) {
        return issue(commonName, now, KeyPurposeId.id_kp_serverAuth);
    }

    public Client forNothing(String commonName, Instant now) {
        try {
            return client(authority.issue(commonName, now, (_, _) -> {}));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Client issue(String commonName, Instant now, KeyPurposeId purpose) {
        try {
            return client(authority.issue(
                    commonName,
                    now,
                    (builder, _) ->
                            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Client client(Credential credential) throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", credential.key(), new char[0], new Certificate[] {credential.certificate()});
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return new Client(credential.certificate(), List.of(factory.getKeyManagers()));
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
