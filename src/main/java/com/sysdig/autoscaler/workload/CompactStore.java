package com.sysdig.autoscaler.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's memory that keeps each object as packed JSON and reads it anew whenever somebody wants it: one at a time at an event, all
 * when the informer has to list again. As an object a HorizontalPodAutoscaler is some hundred others, which each collection of
 * garbage walks through: with thousands of them every read of a metric would wait for that now and then. What {@link #get} gives
 * is the caller's own.
 */
class CompactStore<T extends HasMetadata> implements ItemStore<T> {
    /** Names of fields repeat, but others' labels are among them, so they are not kept for ever. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build());

    static {
        WorkloadsInBrief.into(JSON);
    }

    private final Map<String, byte[]> items = new ConcurrentHashMap<>();

    /** Where names of more namespaces came by, all are forgotten: some clusters make one for each build. */
    private static final int MOST_NAMESPACES = 4_000;

    /** Each once, since the SDK holds that of every object. */
    private final Map<String, String> namespaces = new ConcurrentHashMap<>();

    private final ObjectReader reader;
    private final AlikeTexts texts;

    /** {@code typical}: the JSON of one, as most are. */
    CompactStore(Class<T> type, String typical) {
        reader = JSON.readerFor(type);
        texts = new AlikeTexts(typical);
    }

    @Override
    public final String getKey(T item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    /** Gives what was there before. */
    @Override
    public @Nullable T put(String key, T item) {
        return read(items.put(key, write(item)));
    }

    @Override
    public @Nullable T remove(String key) {
        return read(items.remove(key));
    }

    @Override
    public final @Nullable T get(String key) {
        return read(items.get(key));
    }

    final boolean has(String key) {
        return items.containsKey(key);
    }

    @Override
    public final Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public final Stream<T> values() {
        return keySet().flatMap(key -> Stream.ofNullable(get(key)));
    }

    @Override
    public final int size() {
        return items.size();
    }

    private byte[] write(T item) {
        try {
            return texts.pack(JSON.writeValueAsBytes(item));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable T read(byte @Nullable [] packed) {
        if (packed == null) {
            return null;
        }
        try (var text = texts.unpack(packed)) {
            return withKnownNamespace(reader.readValue(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private T withKnownNamespace(T item) {
        var metadata = item.getMetadata();
        if (namespaces.size() >= MOST_NAMESPACES) {
            namespaces.clear();
        }
        metadata.setNamespace(namespaces.computeIfAbsent(metadata.getNamespace(), name -> name));
        return item;
    }
}
