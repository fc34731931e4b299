package com.sysdig.autoscaler.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KubernetesBeansTest {
    @Test
    void namesInObjectsOfKubernetesAreForgottenWithThem() throws IOException {
        var mapper = new KubernetesBeans().mapper(List.of());
        var text = "{\"k:{'uid':'%s'}\":1}".formatted(UUID.randomUUID()).getBytes(UTF_8);
        var first = name(mapper, text);
        assertThat(first.intern()).as("not interned before").isSameAs(first);
        assertThat(name(mapper, text)).as("not in a table of names").isNotSameAs(first);
    }

    private static String name(ObjectMapper mapper, byte[] text) throws IOException {
        return mapper.readValue(text, new TypeReference<Map<String, Integer>>() {})
                .keySet()
                .iterator()
                .next();
    }
}
