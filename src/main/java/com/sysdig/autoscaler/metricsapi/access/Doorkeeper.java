package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Verdict.Denied;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Who comes through the {@link OpenDoor}. Names alone count: an API server that calls a webhook is no user of the cluster, so
 * that there is nobody whose rights could be reviewed. Who is turned away is not told why.
 */
@Singleton
final class Doorkeeper {
    private static final Denial FORBIDDEN = new Denial(403, "Forbidden", "Forbidden", null);

    private final OpenDoor door;
    private final FrontProxy frontProxy;
    private final CertificateUsers users;

    Doorkeeper(OpenDoor door, FrontProxy frontProxy, CertificateUsers users) {
        this.door = door;
        this.frontProxy = frontProxy;
        this.users = users;
    }

    /** Empty for who may come in. Answers from memory, judges the certificate anew each time. */
    Optional<Denied> refusal(Credentials credentials) {
        if (door.clientNames().isEmpty()) {
            return Optional.empty();
        }
        var chain = credentials.chain();
        if (chain.isEmpty()) {
            return denied(DenialReason.NO_CERTIFICATE, Denial.UNAUTHORIZED, "no certificate");
        }
        if (!frontProxy.vouchesFor(chain) && !users.vouchFor(chain)) {
            return denied(DenialReason.UNTRUSTED_CERTIFICATE, Denial.UNAUTHORIZED, "untrusted certificate");
        }
        var name = Subject.of(chain.getFirst()).commonName();
        return name.filter(door.clientNames()::contains).isPresent()
                ? Optional.empty()
                : denied(DenialReason.NAME_NOT_ALLOWED, FORBIDDEN, "certificate of " + name.orElse("nobody"));
    }

    private static Optional<Denied> denied(DenialReason reason, Denial status, String detail) {
        return Optional.of(new Denied(reason, status, detail));
    }
}
