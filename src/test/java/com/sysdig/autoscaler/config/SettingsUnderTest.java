package com.sysdig.autoscaler.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The least that is required, and what a test adds, through the same mapping as in production. */
final class SettingsUnderTest {
    private final Map<String, String> properties =
            new HashMap<>(Map.of("sysdig.region", "us1", "sysdig.cluster-name", "production"));
    private final Map<String, String> variables = new HashMap<>();
    private Optional<String> ownNamespace = Optional.of("own-namespace");

    SettingsUnderTest with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    SettingsUnderTest without(String key) {
        properties.remove(key);
        return this;
    }

    SettingsUnderTest withVariable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    SettingsUnderTest outsideOfAPod() {
        ownNamespace = Optional.empty();
        return this;
    }

    Settings settings() {
        if (read() instanceof SettingsReader.Outcome.Read(var settings)) {
            return settings;
        }
        throw new AssertionError(problems().toString());
    }

    List<String> problems() {
        return read() instanceof SettingsReader.Outcome.Wrong(var lines) ? lines : List.of();
    }

    private SettingsReader.Outcome read() {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(SettingKeys.Sysdig.class)
                .withMapping(SettingKeys.Autoscaler.class)
                .withValidateUnknown(false)
                .build();
        return new SettingsReader(
                        config.getConfigMapping(SettingKeys.Sysdig.class),
                        config.getConfigMapping(SettingKeys.Autoscaler.class))
                .read(new Surroundings(
                        Set.copyOf(properties.keySet()),
                        Set.copyOf(variables.keySet()),
                        ProxyVariables.of(variables),
                        ownNamespace));
    }
}
