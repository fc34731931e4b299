package com.sysdig.autoscaler.config;

import java.util.List;
import java.util.Optional;

/** From keys to {@link Settings}, or to every problem at once. */
final class SettingsReader {
    /** What came of it. */
    sealed interface Outcome {
        record Read(Settings settings) implements Outcome {}

        /** One line each. */
        record Wrong(List<String> lines) implements Outcome {}
    }

    private final SettingKeys.Sysdig sysdig;
    private final SettingKeys.Autoscaler autoscaler;

    SettingsReader(SettingKeys.Sysdig sysdig, SettingKeys.Autoscaler autoscaler) {
        this.sysdig = sysdig;
        this.autoscaler = autoscaler;
    }

    Outcome read(Surroundings surroundings) {
        var problems = new Problems();
        var settings = settings(problems, surroundings.proxy(), surroundings.ownNamespace());
        var unknown = new UnknownKeys(problems);
        unknown.reportProperties(surroundings.properties());
        unknown.reportVariables(surroundings.variables());
        return problems.lines().isEmpty() ? new Outcome.Read(settings) : new Outcome.Wrong(problems.lines());
    }

    private Settings settings(Problems problems, ProxyVariables proxy, Optional<String> ownNamespace) {
        var fromSysdig = new SysdigReader(problems, sysdig);
        var fromAutoscaler = new AutoscalerReader(problems, autoscaler);
        return new Settings(
                fromSysdig.client(proxy),
                fromSysdig.polling(fromAutoscaler.pollInterval()),
                fromAutoscaler.annotations(fromSysdig.clusterName()),
                fromAutoscaler.namespaces(),
                new Settings.Door(
                        fromAutoscaler.service(ownNamespace),
                        fromAutoscaler.certificates(),
                        fromAutoscaler.reviewers()),
                fromAutoscaler.registration(),
                fromAutoscaler.unreadKept());
    }
}
