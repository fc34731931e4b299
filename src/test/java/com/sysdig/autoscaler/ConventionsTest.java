package com.sysdig.autoscaler;

import static com.sysdig.autoscaler.ProductionClasses.ALL;
import static com.sysdig.autoscaler.ProductionClasses.ROOT;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Where libraries, clocks and injection are allowed, and which words no class name contains. */
class ConventionsTest {
    private static final String CONFIG = ROOT + ".config..";

    /** Readings of the machine's clock and waits, by owner. */
    private static final Map<String, Set<String>> TIME = Map.of(
            "java.lang.System", Set.of("currentTimeMillis"),
            "java.lang.Thread", Set.of("sleep"),
            "java.util.concurrent.TimeUnit", Set.of("sleep"));

    @Test
    void countsOnlyInMetersAndTelemetry() {
        check(noClasses()
                .that()
                .haveNameNotMatching(".*Meters(\\$.*)?")
                .and()
                .resideOutsideOfPackages(ROOT + ".telemetry..", CONFIG)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer.."));
    }

    @Test
    void readsSettingsOnlyInConfig() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CONFIG)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.config..", "io.smallrye.config.."));
    }

    @Test
    void injectsThroughConstructorsOnly() {
        check(noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty"));
        check(noMethods().should().beAnnotatedWith("jakarta.inject.Inject"));
    }

    @Test
    void takesTimeFromOutside() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CONFIG)
                .should()
                .accessTargetWhere(describe("reads the machine's clock or sleeps", ConventionsTest::touchesTime)));
    }

    @Test
    void namesNoClassByAnEmptyWord() {
        check(noClasses()
                .should()
                .haveNameMatching(".*[.$]\\w*(Utils?|Helper|Manager|Impl|Processor|Info|Data|Constants)")
                .orShould()
                .haveNameMatching(".*[.$](Abstract|Base)[A-Z]\\w*"));
    }

    /** NullAway passes by whatever is not marked. */
    @Test
    void saysInEveryPackageThatNothingIsNull() {
        assertThat(ALL)
                .extracting(JavaClass::getPackage)
                .filteredOn(unmarked -> !unmarked.isAnnotatedWith(NullMarked.class))
                .isEmpty();
    }

    private static boolean touchesTime(JavaAccess<?> access) {
        var owner = access.getTargetOwner().getFullName();
        var name = access.getName();
        if (!owner.startsWith("java.time.")) {
            return TIME.getOrDefault(owner, Set.of()).contains(name);
        }
        return name.startsWith("system") || (name.equals("now") && !takesClock(access));
    }

    private static boolean takesClock(JavaAccess<?> access) {
        return access.getTarget().resolveMember().stream()
                .anyMatch(member -> member instanceof JavaCodeUnit unit
                        && unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class)));
    }

    /** That classes were seen at all is guarded in {@link ArchitectureTest}. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }
}
