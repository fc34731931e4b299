package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we offer, in the two forms in which clients ask for it. It is fixed: one entry stands for all metrics, so that
 * tenants do not see each other's, and its only verb is {@code get}: with {@code delete} or {@code list} the controllers
 * for namespaces and garbage would call us for every namespace. Metrics of objects are listed whether they are served or not:
 * an APIService that is left over from when they were must not stop the deletion of namespaces.
 */
final class Discovery {
    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";
    static final String GROUP_VERSION = GROUP + "/" + VERSION;
    static final String CUSTOM = "custom.metrics.k8s.io";
    static final String CUSTOM_NEW = "v1beta2";

    /** The preferred one first. */
    static final List<String> CUSTOM_VERSIONS = List.of(CUSTOM_NEW, "v1beta1");

    /** As a name of a metric it stands for all of them. */
    private static final String ANY = "*";

    private static final List<String> GET = List.of("get");
    private static final String VALUES = "MetricValueList";

    static final GroupDiscoveryList AGGREGATED = new GroupDiscoveryList(List.of(
            new GroupDiscovery(
                    new Name(GROUP),
                    List.of(new VersionDiscovery(
                            VERSION,
                            "Current",
                            List.of(new ResourceDiscovery(
                                    "externalmetrics",
                                    "",
                                    "Namespaced",
                                    GET,
                                    new ResponseKind(GROUP, VERSION, "ExternalMetricValueList"),
                                    null))))),
            new GroupDiscovery(
                    new Name(CUSTOM),
                    CUSTOM_VERSIONS.stream().map(Discovery::ofObjects).toList())));

    static final GroupList GROUPS =
            new GroupList(List.of(group(null, GROUP, List.of(VERSION)), group(null, CUSTOM, CUSTOM_VERSIONS)));
    static final Group OUR_GROUP = group("APIGroup", GROUP, List.of(VERSION));
    static final Group CUSTOM_GROUP = group("APIGroup", CUSTOM, CUSTOM_VERSIONS);

    static final ResourceList RESOURCES = new ResourceList(
            GROUP_VERSION, List.of(new Resource("externalmetrics", "", true, "ExternalMetricValueList", GET)));

    private Discovery() {}

    static ResourceList custom(String version) {
        return new ResourceList(
                CUSTOM + "/" + version,
                Arrays.stream(Described.values())
                        .map(one -> new Resource(one.resource() + "/" + ANY, "", one.isNamespaced(), VALUES, GET))
                        .toList());
    }

    private static VersionDiscovery ofObjects(String version) {
        var kind = new ResponseKind(CUSTOM, version, VALUES);
        return new VersionDiscovery(
                version,
                "Current",
                Arrays.stream(Described.values())
                        .map(one -> new ResourceDiscovery(
                                one.resource(),
                                "",
                                one.isNamespaced() ? "Namespaced" : "Cluster",
                                List.of(),
                                new ResponseKind("", "", ""),
                                List.of(new SubresourceDiscovery(ANY, GET, kind))))
                        .toList());
    }

    private static Group group(@Nullable String kind, String name, List<String> versions) {
        var all = versions.stream()
                .map(version -> new GroupVersion(name + "/" + version, version))
                .toList();
        return new Group(kind, kind == null ? null : "v1", name, all, all.getFirst());
    }

    @RegisterForReflection
    @JsonPropertyOrder({"kind", "apiVersion", "metadata", "items"})
    record GroupDiscoveryList(List<GroupDiscovery> items) implements Body {
        @JsonProperty
        String kind() {
            return "APIGroupDiscoveryList";
        }

        @JsonProperty
        String apiVersion() {
            return "apidiscovery.k8s.io/v2";
        }

        @JsonProperty
        Map<String, String> metadata() {
            return Map.of();
        }
    }

    @RegisterForReflection
    record GroupDiscovery(Name metadata, List<VersionDiscovery> versions) {}

    @RegisterForReflection
    record Name(String name) {}

    @RegisterForReflection
    record VersionDiscovery(String version, String freshness, List<ResourceDiscovery> resources) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResourceDiscovery(
            String resource,
            String singularResource,
            String scope,
            List<String> verbs,
            ResponseKind responseKind,
            @Nullable List<SubresourceDiscovery> subresources) {}

    @RegisterForReflection
    record SubresourceDiscovery(String subresource, List<String> verbs, ResponseKind responseKind) {}

    @RegisterForReflection
    record ResponseKind(String group, String version, String kind) {}

    @RegisterForReflection
    @JsonPropertyOrder({"kind", "apiVersion", "groups"})
    record GroupList(List<Group> groups) implements Body {
        @JsonProperty
        String kind() {
            return "APIGroupList";
        }

        @JsonProperty
        String apiVersion() {
            return "v1";
        }
    }

    /** Alone it says what it is, in a list it does not. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(
            @Nullable String kind,
            @Nullable String apiVersion,
            String name,
            List<GroupVersion> versions,
            GroupVersion preferredVersion)
            implements Body {}

    @RegisterForReflection
    record GroupVersion(String groupVersion, String version) {}

    @RegisterForReflection
    @JsonPropertyOrder({"kind", "apiVersion", "groupVersion", "resources"})
    record ResourceList(String groupVersion, List<Resource> resources) implements Body {
        @JsonProperty
        String kind() {
            return "APIResourceList";
        }

        @JsonProperty
        String apiVersion() {
            return "v1";
        }
    }

    @RegisterForReflection
    record Resource(String name, String singularName, boolean namespaced, String kind, List<String> verbs) {}
}
