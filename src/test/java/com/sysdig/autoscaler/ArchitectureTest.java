package com.sysdig.autoscaler;

import static com.sysdig.autoscaler.ProductionClasses.ALL;
import static com.sysdig.autoscaler.ProductionClasses.ROOT;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which package may use which. A package that has no line here fails the build, so that each new one gets its line on
 * purpose; a rule about a package that does not exist yet starts to bite when its first class appears.
 */
class ArchitectureTest {
    /** Guard against rules that look at nothing. Every package joins this list when it gets its first class. */
    private static final Set<String> PRESENT = Set.of(
            "admission",
            "annotation",
            "catalog",
            "certificates",
            "cli",
            "config",
            "episode",
            "events",
            "hpa",
            "metricsapi",
            "metricsapi.access",
            "peers",
            "policy",
            "polling",
            "promql",
            "quantity",
            "query",
            "registration",
            "rights",
            "sample",
            "sysdig",
            "telemetry",
            "upkeep",
            "workload");

    private static final Map<String, Set<String>> CORE = Map.of(
            "quantity", Set.of(),
            "rights", Set.of(),
            "episode", Set.of(),
            "promql", Set.of(),
            "policy", Set.of("quantity", "promql"),
            "annotation", Set.of("policy", "promql", "quantity"),
            "query", Set.of("policy", "promql", "quantity"),
            "catalog", Set.of("annotation", "policy", "promql", "quantity", "query"),
            "sample", Set.of("policy", "promql", "quantity", "query"));

    /** What the packages around the core may use besides it. */
    private static final Map<String, Set<String>> AROUND = Map.ofEntries(
            Map.entry("admission", Set.of()),
            Map.entry("hpa", Set.of()),
            Map.entry("cli", Set.of("hpa")),
            Map.entry("workload", Set.of("events", "hpa")),
            Map.entry("sysdig", Set.of()),
            Map.entry("polling", Set.of()),
            Map.entry("peers", Set.of("polling")),
            Map.entry("upkeep", Set.of()),
            Map.entry("metricsapi", Set.of("metricsapi.access")),
            Map.entry("metricsapi.access", Set.of()),
            Map.entry("events", Set.of()),
            Map.entry("certificates", Set.of("events")),
            Map.entry("registration", Set.of("certificates", "events")),
            Map.entry("telemetry", Set.of("certificates", "events", "polling", "registration", "workload")));

    /** Wiring and the application's start: they may use everything, and nothing else may use them. */
    private static final Set<String> WIRING = Set.of("config", "");

    private static final Map<String, Set<String>> ARROWS = arrows();

    @Test
    void seesThePackagesThatTheRulesAreAbout() {
        assertThat(ALL).isNotEmpty();
        assertThat(ProductionClasses.packages()).containsAll(PRESENT);
    }

    @Test
    void knowsTheArrowsOfEveryPackage() {
        assertThat(ProductionClasses.packages())
                .allSatisfy(name -> assertThat(known(name))
                        .as("package %s: add its arrows to ArchitectureTest", name)
                        .isIn(ARROWS.keySet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packagesWithArrows")
    void usesOnlyItsArrows(String name) {
        assertThat(foreignUses(name))
                .as("%s may use %s", name, ARROWS.get(name))
                .isEmpty();
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void keepsLibrariesOutOfTheCore() {
        classes()
                .that()
                .resideInAnyPackage(below(CORE.keySet()))
                .and()
                .resideOutsideOfPackage(ROOT + ".promql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + "..")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void addsOnlyTheGrammarsRuntimeToPromql() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".promql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.antlr.v4.runtime..", ROOT + "..")
                .allowEmptyShould(true)
                .check(ALL);
    }

    /** A command is over before a container would have started. */
    @Test
    void keepsTheContainerOutOfTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..", "io.quarkus..", "io.vertx..", "org.jboss..", "io.fabric8.kubernetes.client")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void keepsLogsAndSocketsOutOfTheCore() {
        noClasses()
                .that()
                .resideInAnyPackage(below(CORE.keySet()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.net.http..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .allowEmptyShould(true)
                .check(ALL);
    }

    private static Stream<String> packagesWithArrows() {
        return ARROWS.keySet().stream().filter(name -> !WIRING.contains(name));
    }

    private static List<String> foreignUses(String name) {
        var uses = new ArrayList<String>();
        ALL.stream()
                .filter(type -> known(ProductionClasses.packageOf(type)).equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> !isAllowed(name, use))
                .map(Dependency::getDescription)
                .forEach(uses::add);
        return uses;
    }

    private static boolean isAllowed(String name, Dependency use) {
        var target = use.getTargetClass().getBaseComponentType();
        if (!(target.getPackageName() + ".").startsWith(ROOT + ".")) {
            return true;
        }
        var owner = known(ProductionClasses.packageOf(target));
        return owner.equals(name) || ARROWS.get(name).contains(owner);
    }

    /** The package itself or the nearest one around it that has arrows: parts of a package share its arrows. */
    private static String known(String name) {
        var nearest = name;
        while (!ARROWS.containsKey(nearest) && nearest.contains(".")) {
            nearest = nearest.substring(0, nearest.lastIndexOf('.'));
        }
        return nearest;
    }

    private static Map<String, Set<String>> arrows() {
        var arrows = new TreeMap<>(CORE);
        AROUND.forEach((name, others) -> arrows.put(name, union(CORE.keySet(), others)));
        WIRING.forEach(name -> arrows.put(name, union(union(CORE.keySet(), AROUND.keySet()), WIRING)));
        return arrows;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static String[] below(Set<String> packages) {
        return packages.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }
}
