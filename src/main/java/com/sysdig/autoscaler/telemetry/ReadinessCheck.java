package com.sysdig.autoscaler.telemetry;

import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when every precondition is met. */
public final class ReadinessCheck implements HealthCheck {
    private final List<Precondition> preconditions;

    public ReadinessCheck(List<Precondition> preconditions) {
        this.preconditions = List.copyOf(preconditions);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("can answer truthfully").up();
        for (var precondition : preconditions) {
            var met = precondition.met().getAsBoolean();
            response.withData(precondition.name(), met ? "yes" : "waiting for " + precondition.waitingFor());
            if (!met) {
                response.down();
            }
        }
        return response.build();
    }
}
