package com.sysdig.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the settings says what the mapping says, and the reader reads all of it. */
class SettingsPageTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `((?:sysdig|autoscaler)\\.[^`]+)` \\| `([A-Z_<>]+)` \\| [^|]+ \\| (.+) \\|");
    private static final String HEADERS = "sysdig.headers.\"<name>\"";

    private final String page = read();

    @Test
    void listsEveryKeyWithItsVariableAndDefault() {
        var rows = new TreeMap<String, String>();
        ROW.matcher(page).results().forEach(row -> rows.put(row.group(1), row.group(2) + " " + row.group(3)));
        var mapped = new TreeMap<String, String>();
        keys().forEach((key, value) -> mapped.put(key, variable(key) + " " + value));

        assertThat(rows).isEqualTo(mapped);
    }

    @Test
    void listsEveryRegion() {
        assertThat(Regions.HOSTS)
                .allSatisfy((name, host) -> assertThat(page).contains("| `" + name + "` | `" + host + "` |"));
    }

    @Test
    void showsALineThatTheReaderWrites() {
        assertThat(page)
                .contains(new SettingsUnderTest().with("sysdig.timeout", "10").problems());
    }

    @Test
    void knowsEveryKey() {
        var given = new SettingsUnderTest().without("sysdig.region").without("sysdig.cluster-name");
        keys().keySet().forEach(key -> given.with(key, "?"));

        assertThat(given.problems()).noneMatch(line -> line.contains("is not a setting"));
    }

    private static Map<String, String> keys() {
        var keys = new TreeMap<String, String>();
        Stream.of(SettingKeys.Sysdig.class, SettingKeys.Autoscaler.class)
                .forEach(group ->
                        add(keys, group.getAnnotation(ConfigMapping.class).prefix(), group));
        return keys;
    }

    private static void add(Map<String, String> keys, String prefix, Class<?> group) {
        for (var method : group.getMethods()) {
            var key = prefix + "." + kebab(method.getName());
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getEnclosingClass() == SettingKeys.class) {
                add(keys, key, method.getReturnType());
            } else if (method.getReturnType() == Map.class) {
                keys.put(HEADERS, "none");
            } else {
                keys.put(key, value(method));
            }
        }
    }

    private static String value(Method method) {
        return Stream.ofNullable(method.getAnnotation(WithDefault.class))
                .map(given -> "`" + given.value() + "`")
                .findFirst()
                .orElse("none");
    }

    private static String variable(String key) {
        return key.equals(HEADERS) ? "SYSDIG_HEADERS__<NAME>_" : Problems.variable(key);
    }

    private static String kebab(String name) {
        return Arrays.stream(name.split("(?=[A-Z])", -1))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .reduce((start, word) -> start + "-" + word)
                .orElseThrow();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("docs/settings.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
