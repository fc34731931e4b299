package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Reason;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Believes the user headers of whoever proves, by certificate, to be the API server's front proxy. The proof is made
 * anew for every request, because connections live longer than authorities. Safe for use by several threads.
 */
public final class FrontProxy implements Callers {
    private final InstantSource clock;
    // Written by the thread that reads the ConfigMap; null until it was there for the first time.
    private volatile @Nullable FrontProxyTrust trust;

    public FrontProxy(InstantSource clock) {
        this.clock = clock;
    }

    void trust(FrontProxyTrust newest) {
        trust = newest;
    }

    /** Whether it is known whom to believe; before that everybody is a stranger. */
    public boolean isTrusting() {
        return trust != null;
    }

    @Override
    public Authentication identify(Credentials credentials) {
        var now = trust;
        if (credentials.chain().isEmpty()) {
            return new Refused(Reason.NO_CERTIFICATE, "no client certificate");
        }
        if (now == null) {
            return new Refused(Reason.NO_TRUST, "the front proxy's authority is not known yet");
        }
        try {
            now.verify(credentials.chain(), clock.instant());
        } catch (GeneralSecurityException e) {
            return new Refused(Reason.UNTRUSTED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
        return named(now, credentials);
    }

    private static Authentication named(FrontProxyTrust trust, Credentials credentials) {
        var name = commonName(credentials.chain().getFirst());
        if (!trust.allows(name.orElse(""))) {
            return new Refused(Reason.NAME_NOT_ALLOWED, "certificate of " + name.orElse("nobody"));
        }
        return trust.headers()
                .caller(credentials)
                .<Authentication>map(Authentication.Known::new)
                .orElseGet(() -> new Refused(Reason.NO_USER, "the front proxy named no user"));
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
