package com.sysdig.autoscaler.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlikeTextsTest {
    private static final String TYPICAL =
            "{\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"replicas\":1}}";

    private final AlikeTexts texts = new AlikeTexts(TYPICAL);

    @Test
    void whatIsLikeTheTypicalOneTakesAFewBytes() throws IOException {
        var alike = TYPICAL.replace("web", "api").getBytes(UTF_8);
        var packed = texts.pack(alike);
        assertThat(packed.length).isLessThan(alike.length / 3);
        assertThat(unpacked(packed)).isEqualTo(alike);
    }

    @Test
    void whatIsUnlikeItIsKeptAsItIs() throws IOException {
        for (var length : new int[] {0, 1, 511, 512, 513, 100_000}) {
            var noise = new byte[length];
            new Random(length).nextBytes(noise);
            assertThat(unpacked(texts.pack(noise))).isEqualTo(noise);
        }
    }

    /** What the one before said must not be taken for known. */
    @Test
    void eachStandsForItself() throws IOException {
        var first = "first, which says much that the second says".getBytes(UTF_8);
        var second = "second, which says much that the first says".getBytes(UTF_8);
        texts.pack(first);
        var packed = texts.pack(second);
        texts.pack(first);
        assertThat(unpacked(packed)).isEqualTo(second);
    }

    private byte[] unpacked(byte[] packed) throws IOException {
        try (var text = texts.unpack(packed)) {
            return text.readAllBytes();
        }
    }
}
