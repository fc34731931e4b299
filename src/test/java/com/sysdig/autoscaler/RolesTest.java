package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.rights.Needs;
import com.tngtech.archunit.core.domain.JavaClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests of our rights say what the code says; whether that is right shows in {@code LeastPrivilegeIT}. */
class RolesTest {
    private static final Path ALWAYS = Path.of("kubernetes/rbac.yaml");
    private static final Path CUSTOM_METRICS = Path.of("kubernetes/components/custom-metrics/rbac.yaml");

    @Test
    void manifestsAreWhatTheCodeDeclares() throws IOException {
        isMade(ALWAYS, Roles.manifest());
        isMade(CUSTOM_METRICS, Roles.manifestOfCustomMetrics());
    }

    /** Reading the pods of the whole cluster is nothing that scaling by annotations needs. */
    @Test
    void onlyMetricsOfObjectsNeedToKnowThePods() throws IOException {
        assertThat(Files.readString(ALWAYS)).doesNotContain("pods");
        assertThat(Roles.declared())
                .filteredOn(Needs::withCustomMetrics)
                .isNotEmpty()
                .allSatisfy(needs -> {
                    assertThat(needs.in()).isEqualTo(Needs.In.CLUSTER);
                    assertThat(needs.resource()).isEqualTo("pods");
                });
    }

    /** Wiring only hands the client on. */
    @Test
    void everyPackageThatTalksToTheApiServerSaysWhatItNeeds() {
        var talking = packages(type -> type.getDirectDependenciesFromSelf().stream()
                .anyMatch(use -> use.getTargetClass().isEquivalentTo(KubernetesClient.class)));
        talking.remove("config");

        assertThat(talking).isNotEmpty();
        assertThat(packages(type -> type.isAnnotatedWith(Needs.class) || type.isAnnotatedWith(Needs.All.class)))
                .containsAll(talking);
    }

    /** A right over all Secrets or Leases of the namespace would be one over those of others. EndpointSlices have chance names, and hold no secret. */
    @Test
    void rightsInOurNamespaceAreForNamedObjectsUnlessTheyMakeOne() {
        assertThat(Roles.declared())
                .filteredOn(needs -> needs.in() == Needs.In.OWN_NAMESPACE && needs.names().length == 0)
                .filteredOn(needs -> !needs.resource().equals("endpointslices"))
                .isNotEmpty()
                .allSatisfy(needs -> assertThat(needs.verbs()).containsExactly("create"));
    }

    /** A rule for names that allows to create allows nothing: the name is not known when it is judged. */
    @Test
    void creationIsNotHeldToNames() {
        assertThat(Roles.declared())
                .filteredOn(needs -> List.of(needs.verbs()).contains("create"))
                .allSatisfy(needs -> assertThat(needs.names()).isEmpty());
    }

    /** The chart leaves these rules out where the certificate comes from files. */
    @Test
    void onlyTheSelfManagedCertificateNeedsSecrets() {
        assertThat(ProductionClasses.ALL)
                .filteredOn(type -> Roles.declared(Stream.of(type))
                        .anyMatch(needs -> needs.resource().equals("secrets")))
                .extracting(JavaClass::getSimpleName)
                .containsExactly("CertificateSecret");
    }

    private static void isMade(Path file, String manifest) throws IOException {
        if (Boolean.getBoolean("rbac.write")) {
            Files.writeString(file, manifest);
        }

        assertThat(Files.readString(file))
                .as("%s; make it anew by: ./mvnw test -Dtest=RolesTest -Drbac.write=true", file)
                .isEqualTo(manifest);
    }

    private static Set<String> packages(Predicate<JavaClass> matching) {
        return ProductionClasses.ALL.stream()
                .filter(matching)
                .map(ProductionClasses::packageOf)
                .collect(Collectors.toSet());
    }
}
