package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Test;

class BouncyCastleTest {
    private static final String PROVIDER = "org/bouncycastle/jce/provider/BouncyCastleProvider.class";

    /** The jar has one for each range of Java versions; with any of them left, Netty finds it. */
    @Test
    void everyCopyOfItsProviderIsLeftOutOfTheProduct() throws IOException {
        assertThat(leftOut()).containsExactlyInAnyOrderElementsOf(copies());
    }

    private static List<String> leftOut() throws IOException {
        var properties = new Properties();
        try (var file = BouncyCastleTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        var key = "quarkus.class-loading.removed-resources.\"org.bouncycastle:bcprov-jdk18on\"";
        return Arrays.asList(properties.getProperty(key).split(",\\s*"));
    }

    private static List<String> copies() throws IOException {
        var type = ASN1ObjectIdentifier.class;
        var here = type.getResource(type.getSimpleName() + ".class");
        try (var jar = ((JarURLConnection) here.openConnection()).getJarFile()) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(PROVIDER))
                    .toList();
        }
    }
}
