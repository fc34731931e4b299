package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.certificates.CertificateOrigin;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.sysdig.SysdigSettings;
import com.sysdig.autoscaler.workload.WatchedNamespaces;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Reads the settings and gives each package its part. Whoever asks first, a wrong setting ends the start. */
final class SettingsBeans {
    private static final Logger LOG = Logger.getLogger(SettingsBeans.class);

    /** First of all observers, so that settings are read before anything else starts. */
    void onStart(@Observes @Priority(1) StartupEvent event, Settings settings) {
        LOG.infof(
                "Sysdig is asked at %s, every %ss, for the cluster \"%s\"",
                settings.sysdig().route().api(),
                settings.polling().interval().toSeconds(),
                settings.annotations().clusterName());
    }

    /**
     * Quarkus prints the message of a {@link PreventFurtherStepsException} as it is, without a stack trace, and ends with
     * its exit code, but only where it is the cause of another exception: thrown itself, it leaves the process hanging.
     */
    @Produces
    @Singleton
    Settings settings(SettingKeys.Sysdig sysdig, SettingKeys.Autoscaler autoscaler, SmallRyeConfig config) {
        return switch (new SettingsReader(sysdig, autoscaler).read(Surroundings.of(config))) {
            case SettingsReader.Outcome.Read(var settings) -> settings;
            case SettingsReader.Outcome.Wrong(var lines) ->
                throw new IllegalStateException(
                        new PreventFurtherStepsException(String.join(System.lineSeparator(), lines), 1));
        };
    }

    @Produces
    @Singleton
    SysdigSettings sysdig(Settings settings) {
        return settings.sysdig();
    }

    @Produces
    @Singleton
    PollSettings polling(Settings settings) {
        return settings.polling();
    }

    @Produces
    @Singleton
    AnnotationSettings annotations(Settings settings) {
        return settings.annotations();
    }

    @Produces
    @Singleton
    WatchedNamespaces namespaces(Settings settings) {
        return settings.namespaces();
    }

    @Produces
    @Singleton
    ServiceAddress service(Settings settings) {
        return settings.door().service();
    }

    @Produces
    @Singleton
    Registration registration(Settings settings) {
        return settings.registration();
    }

    @Produces
    @Singleton
    CertificateOrigin certificates(Settings settings) {
        return settings.door().certificates();
    }
}
