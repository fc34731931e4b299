package com.sysdig.autoscaler.telemetry;

import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when every precondition is met; tells some details beside. */
public final class ReadinessCheck implements HealthCheck {
    private final List<Precondition> preconditions;
    private final List<Detail> details;

    public ReadinessCheck(List<Precondition> preconditions, List<Detail> details) {
        this.preconditions = List.copyOf(preconditions);
        this.details = List.copyOf(details);
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
        details.forEach(detail -> response.withData(detail.name(), detail.text().get()));
        return response.build();
    }
}
