package com.sysdig.autoscaler.config;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keys of ours that nobody reads. A property with one of our prefixes can only be ours. An environment variable need not
 * be: Kubernetes makes {@code SYSDIG_AUTOSCALER_SERVICE_HOST} of a Service, and Sysdig's other tools read
 * {@code SYSDIG_MONITOR_URL}; so a variable is reported only where it nearly spells one of ours.
 */
final class UnknownKeys {
    private static final Pattern OURS = Pattern.compile("(sysdig|autoscaler)\\..*");
    private static final Pattern HEADER = Pattern.compile("sysdig\\.headers\\..+");
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?");

    private final Problems problems;

    UnknownKeys(Problems problems) {
        this.problems = problems;
    }

    void reportProperties(Collection<String> names) {
        var known = problems.known();
        names.stream()
                .filter(OURS.asMatchPredicate())
                .filter(name -> !known.contains(name) && !HEADER.matcher(name).matches())
                .distinct()
                .sorted()
                .forEach(name -> problems.line(
                        name + " is not a setting" + Suggestion.of(name, known) + "; docs/settings.md lists them all"));
    }

    void reportVariables(Collection<String> names) {
        Map<String, String> known =
                problems.known().stream().collect(Collectors.toMap(Problems::variable, Function.identity()));
        names.stream()
                .filter(name -> name.startsWith("SYSDIG_") || name.startsWith("AUTOSCALER_"))
                .filter(name ->
                        !known.containsKey(name) && !OF_A_SERVICE.matcher(name).matches())
                .distinct()
                .sorted()
                .forEach(name -> Suggestion.nearest(name, known.keySet())
                        .ifPresent(meant -> problems.line("The environment variable " + name
                                + " is not a setting; did you mean " + meant + " (" + known.get(meant) + ")?")));
    }
}
