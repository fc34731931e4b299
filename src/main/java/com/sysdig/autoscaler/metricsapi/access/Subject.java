package com.sysdig.autoscaler.metricsapi.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whom a certificate names. */
record Subject(Optional<String> commonName, List<String> organizations) {
    Subject {
        organizations = List.copyOf(organizations);
    }

    /** Empty where its name cannot be read. */
    static Subject of(X509Certificate certificate) {
        try {
            var rdns = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            return new Subject(values(rdns, "CN").stream().findFirst(), values(rdns, "O"));
        } catch (InvalidNameException _) {
            return new Subject(Optional.empty(), List.of());
        }
    }

    private static List<String> values(List<Rdn> rdns, String type) {
        return rdns.stream()
                .filter(rdn -> rdn.getType().equalsIgnoreCase(type))
                .map(rdn -> String.valueOf(rdn.getValue()))
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
