package com.sysdig.autoscaler.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/**
 * Every key there is. All are text here, so that {@link SettingsReader} can report all that is wrong at once and in our
 * own words. An empty value is an absent one.
 */
interface SettingKeys {
    @ConfigMapping(prefix = "sysdig")
    interface Sysdig {
        Optional<String> url();

        Optional<String> region();

        @WithDefault("false")
        Optional<String> allowPlainHttp();

        @WithDefault("/prometheus")
        Optional<String> prometheusPath();

        Optional<String> apiToken();

        Optional<String> apiTokenFile();

        Optional<String> clusterName();

        Map<String, Optional<String>> headers();

        Optional<String> caFile();

        Optional<String> proxy();

        @WithDefault("10s")
        Optional<String> timeout();

        @WithDefault("300")
        Optional<String> requestsPerMinute();

        @WithDefault("30s")
        Optional<String> ingestionDelay();

        @WithDefault("10s")
        Optional<String> sampleInterval();
    }

    @ConfigMapping(prefix = "autoscaler")
    interface Autoscaler {
        @WithDefault("15s")
        Optional<String> pollInterval();

        Optional<String> namespaces();

        @WithDefault("1")
        Optional<String> defaultMinReplicas();

        Optional<String> defaultMaxReplicas();

        @WithDefault("10000")
        Optional<String> replicasCeiling();

        @WithDefault("false")
        Optional<String> scaleToZero();

        @WithDefault("namespaced")
        Optional<String> rawQueries();

        @WithDefault("false")
        Optional<String> customMetrics();

        @WithDefault("10m")
        Optional<String> forgetUnreadAfter();

        Service service();

        @WithDefault("true")
        Optional<String> register();

        @WithDefault("self-managed")
        Optional<String> certificates();

        @WithDefault("/etc/sysdig-autoscaler/tls")
        Optional<String> certificateDirectory();

        Optional<String> admissionClientNames();
    }

    /** How the API server reaches us. */
    interface Service {
        Optional<String> namespace();

        @WithDefault("sysdig-autoscaler")
        Optional<String> name();

        @WithDefault("443")
        Optional<String> port();
    }
}
