package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.annotation.AnnotationKey.Level;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The annotations of one metric, or those of the whole workload. */
final class Fields {
    private final String id;
    private final Problems problems;
    private final Map<AnnotationKey, String> values = new EnumMap<>(AnnotationKey.class);

    /** Given, but with a problem that is reported already. */
    private final Set<AnnotationKey> spoilt = EnumSet.noneOf(AnnotationKey.class);

    Fields(String id, Problems problems) {
        this.id = id;
        this.problems = problems;
    }

    String id() {
        return id;
    }

    void put(AnnotationKey key, String value) {
        values.put(key, value);
    }

    void spoil(AnnotationKey key) {
        spoilt.add(key);
    }

    boolean given(AnnotationKey key) {
        return values.containsKey(key) || spoilt.contains(key);
    }

    /** Given, and not reported yet. */
    boolean readable(AnnotationKey key) {
        return values.containsKey(key);
    }

    String key(AnnotationKey key) {
        return key.level() == Level.METRIC ? key.key(id) : key.key();
    }

    /** Empty where the annotation is absent, and where it is wrong, which is reported. */
    <T> Optional<T> read(AnnotationKey key, Reader<T> reader) {
        var value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        return switch (reader.read(value)) {
            case Reading.Good<T>(T read) -> Optional.of(read);
            case Reading.Bad<T>(String fault, String remedy) -> {
                fault(key, fault, remedy);
                yield Optional.empty();
            }
        };
    }

    /** As {@link #read}; absence is reported, too. */
    <T> Optional<T> require(AnnotationKey key, Reader<T> reader, String remedy) {
        if (!given(key)) {
            problems.missing(key(key), "is required", remedy);
        }
        return read(key, reader);
    }

    /** Reports something that only shows beside other annotations. */
    void fault(AnnotationKey key, String fault, String remedy) {
        var value = values.get(key);
        if (value == null) {
            problems.missing(key(key), fault, remedy);
        } else {
            problems.add(key(key), value, fault, remedy);
        }
    }
}
