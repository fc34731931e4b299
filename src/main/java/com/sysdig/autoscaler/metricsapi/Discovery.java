package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we offer, in the two forms in which clients ask for it. It is fixed: one entry stands for all metrics, so that
 * tenants do not see each other's, and its only verb is {@code get}: with {@code delete} or {@code list} the controllers
 * for namespaces and garbage would call us for every namespace.
 */
final class Discovery {
    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";
    static final String GROUP_VERSION = GROUP + "/" + VERSION;

    static final GroupDiscoveryList AGGREGATED = new GroupDiscoveryList(List.of(new GroupDiscovery(
            new Name(GROUP),
            List.of(new VersionDiscovery(
                    VERSION,
                    "Current",
                    List.of(new ResourceDiscovery(
                            "externalmetrics",
                            "",
                            "Namespaced",
                            List.of("get"),
                            new ResponseKind(GROUP, VERSION, "ExternalMetricValueList"))))))));

    static final GroupList GROUPS = new GroupList(List.of(group(null)));
    static final Group OUR_GROUP = group("APIGroup");

    static final ResourceList RESOURCES = new ResourceList(
            List.of(new Resource("externalmetrics", "", true, "ExternalMetricValueList", List.of("get"))));

    private Discovery() {}

    private static Group group(@Nullable String kind) {
        var version = new GroupVersion(GROUP_VERSION, VERSION);
        return new Group(kind, kind == null ? null : "v1", GROUP, List.of(version), version);
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
    record ResourceDiscovery(
            String resource, String singularResource, String scope, List<String> verbs, ResponseKind responseKind) {}

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
    record ResourceList(List<Resource> resources) implements Body {
        @JsonProperty
        String kind() {
            return "APIResourceList";
        }

        @JsonProperty
        String apiVersion() {
            return "v1";
        }

        @JsonProperty
        String groupVersion() {
            return GROUP_VERSION;
        }
    }

    @RegisterForReflection
    record Resource(String name, String singularName, boolean namespaced, String kind, List<String> verbs) {}
}
