package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.peers.Shares;
import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sysdig.SysdigClient;
import com.sysdig.autoscaler.sysdig.SysdigMeters;
import com.sysdig.autoscaler.sysdig.SysdigSettings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the source of metrics. */
final class SourceBeans {
    @Produces
    @Singleton
    SysdigClient source(
            SysdigSettings settings,
            @ConfigProperty(name = "quarkus.application.version") String version,
            InstantSource clock,
            MeterRegistry registry,
            Shares shares) {
        return new SysdigClient(
                settings, "sysdig-autoscaler/" + version, clock, new SysdigMeters(registry), shares::ours);
    }

    @Produces
    @Singleton
    ClockSkew skew(SysdigClient client) {
        return client.skew();
    }
}
