package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.cli.Node.Field;
import com.sysdig.autoscaler.cli.Node.Mapping;
import com.sysdig.autoscaler.cli.Node.Scalar;
import com.sysdig.autoscaler.cli.Node.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping by name, those that {@code <<} merges into it included; its own come first.
 *
 * @param repeated fields whose name another one has before them in the same mapping
 */
record Fields(Map<String, Field> byName, List<Field> repeated) {
    static final Fields NONE = new Fields(Map.of(), List.of());

    /** Of anything else than a mapping, none. */
    static Fields of(@Nullable Node node) {
        if (!(node instanceof Mapping mapping)) {
            return NONE;
        }
        var fields = new Fields(new LinkedHashMap<>(), new ArrayList<>());
        fields.add(mapping, Collections.newSetFromMap(new IdentityHashMap<>()));
        return fields;
    }

    @Nullable
    Node value(String name) {
        return Optional.ofNullable(byName.get(name)).map(Field::value).orElse(null);
    }

    Fields fields(String name) {
        return of(value(name));
    }

    /** The text of a scalar; empty where there is none. */
    String text(String name) {
        return value(name) instanceof Scalar scalar ? scalar.text() : "";
    }

    /** Each mapping once, or merges that merge merges would never end. */
    private void add(Mapping mapping, Set<Node> seen) {
        if (!seen.add(mapping)) {
            return;
        }
        var merged = new ArrayList<Mapping>();
        var own = new LinkedHashMap<String, Field>();
        for (var field : mapping.fields()) {
            if (!(field.key() instanceof Scalar key)) {
                continue;
            }
            if (key.text().equals("<<")) {
                merged.addAll(mappings(field.value()));
            } else if (own.putIfAbsent(key.text(), field) != null) {
                repeated.add(field);
            }
        }
        own.forEach(byName::putIfAbsent);
        merged.forEach(other -> add(other, seen));
    }

    private static List<Mapping> mappings(Node merged) {
        return switch (merged) {
            case Mapping mapping -> List.of(mapping);
            case Sequence(int _, var items) ->
                items.stream()
                        .filter(Mapping.class::isInstance)
                        .map(Mapping.class::cast)
                        .toList();
            case Scalar _ -> List.of();
        };
    }
}
