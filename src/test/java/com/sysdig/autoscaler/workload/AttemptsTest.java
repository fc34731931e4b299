package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.query.QuestionMaker;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {
    private static final HorizontalPodAutoscaler DESIRED = Hpas.foreign("web", "Deployment", "web");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Attempts attempts = new Attempts(new WorkloadMeters(
            meters,
            new Catalog(
                    new AnnotationParser(new AnnotationSettings("test", 1, null, 10_000, true, RawQueries.NAMESPACED)),
                    new QuestionMaker("test", true)),
            new WorkloadStates()));

    /** The last is what Kubernetes 1.30 says. */
    @ParameterizedTest
    @CsvSource({
        "400, no JSON",
        "403, exceeded quota",
        "422, has to be positive",
        "500, failed to create typed patch object: .spec.behavior.scaleDown.tolerance: field not declared in schema"
    })
    void whatAnotherTryWouldNotBringThroughIsARefusal(int code, String message) {
        assertThat(attempt(code, message)).isEqualTo(new Written.Refused(DESIRED, new Objection(message, Set.of())));
        assertThat(meters.get("sysdig.autoscaler.hpa.writes")
                        .tags("kind", "create", "result", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"409, it was changed", "429, too many", "500, etcdserver: request timed out"})
    void whatAnotherTryMayBringThroughIsTheClientsException(int code, String message) {
        assertThatThrownBy(() -> attempt(code, message)).hasMessageContaining(message);
    }

    @Test
    void refusalWithoutAWordIsToldByItsCode() {
        assertThat(attempt(403, null)).isEqualTo(new Written.Refused(DESIRED, new Objection("HTTP 403", Set.of())));
    }

    private Written attempt(int code, String message) {
        return attempts.attempt(DESIRED, WriteKind.CREATE, () -> {
            throw new KubernetesClientException(status(code, message));
        });
    }

    private static Status status(int code, String message) {
        return new StatusBuilder().withCode(code).withMessage(message).build();
    }
}
