package com.sysdig.autoscaler.certificates;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom the API server shall trust for us.
 *
 * @param authorities none if somebody else tells the API server
 * @param shared whether replicas may know different authorities for a while, as with files that each of them gets at its own
 *     time: then each adds what is missing, and none takes away what another may need
 */
record CaBundle(List<X509Certificate> authorities, boolean shared) {
    CaBundle {
        authorities = List.copyOf(authorities);
    }

    static CaBundle exactly(List<X509Certificate> authorities) {
        return new CaBundle(authorities, false);
    }

    static CaBundle atLeast(List<X509Certificate> authorities) {
        return new CaBundle(authorities, true);
    }

    String pem() throws GeneralSecurityException {
        return Pem.of(authorities);
    }

    /**
     * What a {@code caBundle} has to be.
     *
     * @param live what it is, base64 of PEM
     * @param until authorities that expired before this are not kept
     */
    @Nullable
    String over(@Nullable String live, Instant until) throws GeneralSecurityException {
        if (authorities.isEmpty()) {
            return live;
        }
        var present = shared ? read(live) : List.<X509Certificate>of();
        if (present.containsAll(authorities)) {
            return live;
        }
        var others = present.stream()
                .filter(other -> !authorities.contains(other))
                .filter(other -> other.getNotAfter().toInstant().isAfter(until));
        var all = Stream.concat(authorities.stream(), others).toList();
        return Base64.getEncoder().encodeToString(Pem.of(all).getBytes(StandardCharsets.US_ASCII));
    }

    /** None if it is no bundle. */
    private static List<X509Certificate> read(@Nullable String bundle) {
        try {
            return bundle == null
                    ? List.of()
                    : Pem.certificates(new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return List.of();
        }
    }
}
