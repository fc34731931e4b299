package com.sysdig.autoscaler.metricsapi.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Set;

/**
 * Whom the API server's front proxy is signed by, and how it names its users.
 *
 * @param allowedNames common names of the front proxy; empty means any that the authorities signed
 */
record FrontProxyTrust(Authorities authorities, Set<String> allowedNames, RequestHeaders headers) {
    private static final String BUNDLE = "requestheader-client-ca-file";

    FrontProxyTrust {
        allowedNames = Set.copyOf(allowedNames);
    }

    /**
     * From the entries of {@code kube-system/extension-apiserver-authentication}.
     *
     * @throws GeneralSecurityException where they name no authority, or one whose every client could pose as anybody
     */
    static FrontProxyTrust of(Map<String, String> entries) throws GeneralSecurityException, JsonProcessingException {
        var pem = entries.getOrDefault(BUNDLE, "");
        if (pem.isBlank()) {
            throw new CertificateException("there is no requestheader-client-ca-file: the API server runs without"
                    + " --requestheader-client-ca-file, so that nobody can be told from a stranger");
        }
        var authorities = Authorities.of(BUNDLE, pem);
        var names = RequestHeaders.names(entries, "requestheader-allowed-names");
        if (names.isEmpty() && isAlsoTheUsers(authorities, entries)) {
            throw new CertificateException("the authority of the front proxy also signs users, and every name is"
                    + " allowed, so that any user could pose as any other: give the API server"
                    + " --requestheader-allowed-names, or an authority of its own for the front proxy");
        }
        return new FrontProxyTrust(authorities, Set.copyOf(names), RequestHeaders.of(entries));
    }

    boolean allows(String commonName) {
        return allowedNames.isEmpty() || allowedNames.contains(commonName);
    }

    private static boolean isAlsoTheUsers(Authorities authorities, Map<String, String> entries)
            throws GeneralSecurityException {
        var users = entries.getOrDefault(CertificateUsers.BUNDLE, "");
        return !users.isBlank() && authorities.shareOneWith(Authorities.of(CertificateUsers.BUNDLE, users));
    }
}
