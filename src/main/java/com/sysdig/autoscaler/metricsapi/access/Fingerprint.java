package com.sysdig.autoscaler.metricsapi.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short names for long or secret texts: a hash keyed with what only this process knows. Whoever reads our memory finds no
 * token in it, and nobody can prepare two texts of one name.
 */
final class Fingerprint {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Fingerprint() {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Different for lists that only read the same when joined. */
    String of(List<String> texts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var text : texts) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
