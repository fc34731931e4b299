package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of our certificates with time. Every step is a function of what replicas share and of the time, so that it does
 * not matter which replica takes it.
 *
 * <p>A leaf is renewed when two thirds of its life are over. An authority is renewed in three steps, so that whoever verifies
 * us finds in the bundle of that moment the authority of whatever leaf any replica serves with:
 *
 * <ol>
 *   <li>Two thirds of its life are over: the next one joins the bundle. It issues nothing.
 *   <li>A day later it takes over, with a leaf of its own. Replicas look every minute, and so does whoever writes the bundle; the
 *       day is for those who copy it by hand.
 *   <li>The old one stays in the bundle until it has expired, or until the last leaf it can have issued has: a replica that
 *       cannot read the Secret serves with the last leaf it knows. It issued none after the next one's first day, and a
 *       leaf lives for a year; an hour more is for clocks that differ.
 * </ol>
 *
 * The moment at which an authority was made is in its certificate, so that no further state is needed. An authority that has
 * expired is replaced at once: nobody trusts it any more.
 */
record Rotation(ServiceAddress address) {
    static final Duration ANNOUNCED = Duration.ofDays(1);
    static final Duration OVERLAP = ANNOUNCED.plus(Authority.LEAF_LIFE).plus(Duration.ofHours(1));

    SharedCertificates begin(Instant now) throws GeneralSecurityException {
        var authority = Authority.create(now);
        return new SharedCertificates(authority, null, List.of(), authority.leaf(address, now));
    }

    /** What {@code shared} should be now: mostly what it is. */
    SharedCertificates step(SharedCertificates shared, Instant now) throws GeneralSecurityException {
        return issued(dropped(takenOver(announced(shared, now), now), now), now);
    }

    private static SharedCertificates announced(SharedCertificates shared, Instant now)
            throws GeneralSecurityException {
        return shared.next() == null && shared.authority().credential().isAged(now)
                ? new SharedCertificates(shared.authority(), Authority.create(now), shared.old(), shared.leaf())
                : shared;
    }

    private static SharedCertificates takenOver(SharedCertificates shared, Instant now) {
        var next = shared.next();
        if (next == null) {
            return shared;
        }
        var due = next.made().plus(ANNOUNCED);
        var old = shared.authority();
        return now.isBefore(due) && !old.credential().isExpired(now)
                ? shared
                : new SharedCertificates(next, null, joined(old.certificate(), shared.old()), shared.leaf());
    }

    private static SharedCertificates dropped(SharedCertificates shared, Instant now) {
        var all = now.isBefore(shared.authority().made().plus(OVERLAP)) ? shared.old() : List.<X509Certificate>of();
        var kept = all.stream()
                .filter(old -> now.isBefore(old.getNotAfter().toInstant()))
                .toList();
        return new SharedCertificates(shared.authority(), shared.next(), kept, shared.leaf());
    }

    private SharedCertificates issued(SharedCertificates shared, Instant now) throws GeneralSecurityException {
        var leaf = shared.leaf();
        var authority = shared.authority();
        var fits = leaf.isFresh(now) && leaf.names(address) && leaf.isSignedBy(authority.certificate());
        return fits
                ? shared
                : new SharedCertificates(authority, shared.next(), shared.old(), authority.leaf(address, now));
    }

    private static List<X509Certificate> joined(X509Certificate first, List<X509Certificate> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
