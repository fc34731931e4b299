package com.sysdig.autoscaler.workload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Keeps of each text little more than what a typical one does not say: of ten thousand JSON objects each collection of garbage
 * would copy or walk through the same ten megabytes. Safe for use by several threads.
 */
final class AlikeTexts {
    private static final int BUFFER = 512;

    private final byte[] typical;

    /** Has a quarter of a megabyte to itself, so there is one; guarded by this. */
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);

    /** {@code typical}: others are read as well, but take more. */
    AlikeTexts(String typical) {
        this.typical = typical.getBytes(StandardCharsets.UTF_8);
    }

    synchronized byte[] pack(byte[] text) {
        deflater.reset();
        deflater.setDictionary(typical);
        var packed = new ByteArrayOutputStream(BUFFER);
        try (var stream = new DeflaterOutputStream(packed, deflater, BUFFER)) {
            stream.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** To be closed, which frees what is not on the heap. */
    InputStream unpack(byte[] packed) {
        var inflater = new Inflater(true);
        inflater.setDictionary(typical);
        return new InflaterInputStream(new ByteArrayInputStream(packed), inflater, BUFFER) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }
}
