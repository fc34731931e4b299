package com.sysdig.autoscaler;

import com.sysdig.autoscaler.rights.Needs;
import com.sysdig.autoscaler.rights.NeedsRole;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manifest of our rights, as the code declares them by {@link Needs} and {@link NeedsRole}. */
final class Roles {
    private static final String US = "sysdig-autoscaler";
    private static final String CUSTOM_METRICS = US + "-custom-metrics";
    private static final String HEADER = """
            # Made from the annotations @Needs and @NeedsRole of the code by: ./mvnw test -Dtest=RolesTest -Drbac.write=true
            # Another test compares it with what the product uses: an idle right fails, a missing one too.
            """;
    private static final List<String> VERBS = List.of("get", "list", "watch", "create", "update", "patch", "delete");

    /** A rule without its verbs. */
    private record About(String group, String resource, List<String> names) {
        static About of(Needs needs) {
            return new About(
                    needs.group(),
                    needs.resource(),
                    Arrays.stream(needs.names()).sorted().toList());
        }

        String line(Collection<String> verbs) {
            var group = group().isEmpty() ? "\"\"" : group();
            var named = names.isEmpty() ? "" : ", resourceNames: " + names;
            return "- {apiGroups: [%s], resources: [%s]%s, verbs: %s}\n".formatted(group, resource, named, verbs);
        }
    }

    private static final Comparator<About> ORDER = Comparator.comparing(About::group)
            .thenComparing(About::resource)
            .thenComparing(about -> String.join(",", about.names()));

    private Roles() {}

    /** Of every installation. */
    static String manifest() {
        return HEADER
                + Stream.concat(
                                Stream.of(
                                        role("ClusterRole", US, "", rules(inEvery(Needs.In.CLUSTER))),
                                        binding("ClusterRole", US, US, ""),
                                        role("Role", US, ", namespace: " + US, rules(inEvery(Needs.In.OWN_NAMESPACE))),
                                        binding("Role", US, US, ", namespace: " + US)),
                                borrowed())
                        .collect(Collectors.joining("---\n"));
    }

    /** Beside the first one, where metrics of objects are served. */
    static String manifestOfCustomMetrics() {
        return HEADER
                + role("ClusterRole", CUSTOM_METRICS, "", rules(Needs::withCustomMetrics))
                + "---\n"
                + binding("ClusterRole", CUSTOM_METRICS, CUSTOM_METRICS, "");
    }

    static List<Needs> declared() {
        return declared(ProductionClasses.ALL.stream()).toList();
    }

    static Stream<Needs> declared(Stream<JavaClass> types) {
        return types.map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getDeclaredAnnotationsByType(Needs.class)));
    }

    private static Predicate<Needs> inEvery(Needs.In where) {
        return needs -> needs.in() == where && !needs.withCustomMetrics();
    }

    private static String rules(Predicate<Needs> wanted) {
        var rules = new TreeMap<About, SequencedSet<String>>(ORDER);
        declared().stream()
                .filter(wanted)
                .forEach(needs -> rules.computeIfAbsent(
                                About.of(needs), _ -> new TreeSet<>(Comparator.comparingInt(Roles::order)))
                        .addAll(List.of(needs.verbs())));
        return rules.entrySet().stream()
                .map(rule -> rule.getKey().line(rule.getValue()))
                .collect(Collectors.joining());
    }

    /** As Kubernetes' own documents have it. */
    private static int order(String verb) {
        if (!VERBS.contains(verb)) {
            throw new IllegalArgumentException("no verb of ours: " + verb);
        }
        return VERBS.indexOf(verb);
    }

    private static Stream<String> borrowed() {
        return ProductionClasses.ALL.stream()
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredAnnotationsByType(NeedsRole.class)))
                .collect(Collectors.toMap(NeedsRole::binding, role -> role, (one, _) -> one, TreeMap::new))
                .values()
                .stream()
                .map(role -> binding("Role", role.name(), role.binding(), ", namespace: " + role.namespace()));
    }

    private static String role(String kind, String name, String namespace, String rules) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: %s%s}
                rules:
                %s""".formatted(kind, name, namespace, rules);
    }

    private static String binding(String kind, String role, String name, String namespace) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %1$sBinding
                metadata: {name: %2$s%3$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %1$s, name: %4$s}
                subjects: [{kind: ServiceAccount, name: %5$s, namespace: %5$s}]
                """.formatted(kind, name, namespace, role, US);
    }
}
