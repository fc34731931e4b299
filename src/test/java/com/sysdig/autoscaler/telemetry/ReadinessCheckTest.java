package com.sysdig.autoscaler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ReadinessCheckTest {
    private final AtomicBoolean certificate = new AtomicBoolean();
    private final ReadinessCheck check = new ReadinessCheck(
            List.of(
                    new Precondition("certificate", certificate::get, "the certificate"),
                    new Precondition("round", () -> true, "a round")),
            List.of(new Detail("budget", () -> "too small")));

    @Test
    void waitsForEveryPreconditionAndNamesTheOneThatIsMissing() {
        var response = check.call();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("certificate", "waiting for the certificate")
                .containsEntry("round", "yes");
    }

    @Test
    void isReadyWhenAllAreMet() {
        certificate.set(true);

        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void tellsADetailThatIsNoReasonNotToBeReady() {
        certificate.set(true);

        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        assertThat(check.call().getData().orElseThrow()).containsEntry("budget", "too small");
    }
}
