package com.sysdig.autoscaler.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What reading a file comes to. */
sealed interface Text {
    /** Larger files are none that anybody applies. */
    int MAX_BYTES = 10 * 1024 * 1024;

    String BYTE_ORDER_MARK = "\uFEFF";

    record Read(String text) implements Text {}

    record Unreadable(String fault, String remedy) implements Text {}

    /** Reads no more than the bound, whatever comes. */
    static Text of(InputStream stream) throws IOException {
        var bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            return new Unreadable("is larger than " + MAX_BYTES / (1024 * 1024) + " MiB", "split it");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0
                    ? new Read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    : binary();
        } catch (CharacterCodingException _) {
            return binary();
        }
    }

    /** In words for the caller. */
    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "may not be read";
            case FileSystemException other -> "cannot be read: " + other.getReason();
            default -> failure.getMessage() == null ? "cannot be read" : failure.getMessage();
        };
    }

    private static Text binary() {
        return new Unreadable("is not text in UTF-8", "name manifests only, or save it as UTF-8");
    }
}
