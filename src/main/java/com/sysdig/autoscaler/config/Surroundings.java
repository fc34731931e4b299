package com.sysdig.autoscaler.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What the process finds around itself beside our keys.
 *
 * @param properties names of all properties that are not environment variables
 * @param variables names of all environment variables
 * @param ownNamespace of the pod
 */
record Surroundings(
        Set<String> properties, Set<String> variables, ProxyVariables proxy, Optional<String> ownNamespace) {
    private static final Path NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    static Surroundings of(SmallRyeConfig config) {
        var environment = System.getenv();
        return new Surroundings(
                StreamSupport.stream(config.getConfigSources().spliterator(), false)
                        .filter(source -> !(source instanceof EnvConfigSource))
                        .map(ConfigSource::getPropertyNames)
                        .flatMap(Set::stream)
                        .collect(Collectors.toUnmodifiableSet()),
                environment.keySet(),
                ProxyVariables.of(environment),
                ownNamespace(environment));
    }

    private static Optional<String> ownNamespace(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("POD_NAMESPACE"))
                .filter(name -> !name.isBlank())
                .or(Surroundings::mounted);
    }

    private static Optional<String> mounted() {
        try {
            return Files.exists(NAMESPACE)
                    ? Optional.of(Files.readString(NAMESPACE).strip())
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
