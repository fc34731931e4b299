package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Absent;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Known;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Believes the user headers of whoever proves, by certificate, to be the API server's front proxy. The proof is looked
 * at anew for every request, because connections live longer than authorities; only its signatures are remembered. Safe for use by several threads.
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

    /** Whether it is known whom to believe; before that nobody is. */
    public boolean isTrusting() {
        return trust != null;
    }

    /** Whether the certificate is one of the front proxy, by authority and name. */
    boolean vouchesFor(List<X509Certificate> chain) {
        var now = trust;
        return now != null
                && now.authorities().vouchFor(chain, clock.instant())
                && now.allows(Subject.of(chain.getFirst()).commonName().orElse(""));
    }

    @Override
    public Authentication identify(Credentials credentials) {
        var now = trust;
        if (now == null || credentials.chain().isEmpty()) {
            return new Absent();
        }
        try {
            now.authorities().verify(credentials.chain(), clock.instant());
        } catch (GeneralSecurityException e) {
            return new Refused(DenialReason.UNTRUSTED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
        return named(now, credentials);
    }

    private static Authentication named(FrontProxyTrust trust, Credentials credentials) {
        var name = Subject.of(credentials.chain().getFirst()).commonName();
        if (!trust.allows(name.orElse(""))) {
            return new Refused(DenialReason.NAME_NOT_ALLOWED, "certificate of " + name.orElse("nobody"));
        }
        return trust.headers()
                .caller(credentials)
                .<Authentication>map(Known::new)
                .orElseGet(Absent::new);
    }
}
