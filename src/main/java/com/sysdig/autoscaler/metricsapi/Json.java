package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Writes our documents, byte for byte the same for the same content. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final ObjectWriter COMPACT = MAPPER.writer(new BrowserSafe());
    private static final ObjectWriter PRETTY =
            MAPPER.writerWithDefaultPrettyPrinter().with(new BrowserSafe());

    private Json() {}

    static byte[] bytes(Body body, boolean pretty) {
        try {
            return (pretty ? PRETTY : COMPACT).writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours is not JSON", e);
        }
    }

    /** Errors quote what callers sent: no browser shall ever take that for HTML. As Go's encoder does. */
    private static final class BrowserSafe extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            var escapes = CharacterEscapes.standardAsciiEscapesForJSON();
            escapes['<'] = CharacterEscapes.ESCAPE_STANDARD;
            escapes['>'] = CharacterEscapes.ESCAPE_STANDARD;
            escapes['&'] = CharacterEscapes.ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
