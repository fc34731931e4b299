package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Data that begin or cease to be missing wake the reconciler: nothing of the cluster changes in these tests. */
class AtLeastIT {
    private static final AnnotatedNamespace NAMESPACE =
            new AnnotatedNamespace(Testbed.shared().namespace("at-least"));
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static RunningReconcilers reconcilers;

    @BeforeAll
    static void start() {
        reconcilers = RunningReconcilers.watching(NAMESPACE.name());
    }

    @AfterAll
    static void stop() {
        reconcilers.close();
    }

    @Test
    void theThirdMissingAnswerRaisesTheMinimumAndTheFirstGoodOneLowersIt() {
        created(Workload.deployment(NAMESPACE.name(), "web"), "at-least/4");
        answer("web", fresh(0));
        answer("web", failed(1), failed(2), failed(3));
        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.spec("web").getMinReplicas()).isEqualTo(4));

        answer("web", fresh(4));
        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.spec("web").getMinReplicas()).isEqualTo(1));
    }

    @Test
    void aStatefulSetIsWokenAsWell() {
        created(Workload.statefulSet(NAMESPACE.name(), "db"), "at-least/3");
        answer("db", failed(1), failed(2), failed(3));

        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.spec("db").getMinReplicas()).isEqualTo(3));
    }

    /** As after a lost lease. */
    @Test
    void reconcilersThatWereStartedAgainAreWokenAsWell() {
        var again = created(Workload.deployment(NAMESPACE.name(), "again"), "at-least/4");
        reconcilers.stop();
        reconcilers.start();
        NAMESPACE.annotate(again.with("scale-max-replicas", "12"));
        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.spec("again").getMaxReplicas()).isEqualTo(12));
        answer("again", failed(1), failed(2), failed(3));

        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.spec("again").getMinReplicas()).isEqualTo(4));
    }

    @Test
    void aPausedWorkloadKeepsItsMinimum() {
        created(Workload.deployment(NAMESPACE.name(), "paused").with("scale-paused", "up"), "at-least/4");
        created(Workload.deployment(NAMESPACE.name(), "witness"), "at-least/4");
        answer("paused", failed(1), failed(2), failed(3));
        answer("witness", failed(1), failed(2), failed(3));

        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.spec("witness").getMinReplicas()).isEqualTo(4));
        assertThat(NAMESPACE.spec("paused").getMinReplicas()).isEqualTo(1);
    }

    private static Workload created(Workload workload, String onMissing) {
        var made = AnnotatedNamespace.annotated(workload).with("scale-on-missing", onMissing);
        made.create(NAMESPACE.kubernetes());
        NAMESPACE.eventually(
                () -> assertThat(NAMESPACE.hpa(workload.name()).get()).isNotNull());
        return made;
    }

    private static void answer(String workload, Answer... answers) {
        var kind = workload.equals("db") ? WorkloadKind.STATEFUL_SET : WorkloadKind.DEPLOYMENT;
        var questions = reconcilers
                .catalog()
                .find(new com.sysdig.autoscaler.policy.Workload(kind, NAMESPACE.name(), workload))
                .orElseThrow()
                .questions()
                .values();
        for (var answer : answers) {
            reconcilers.answers().put(questions.stream().collect(Collectors.toMap(question -> question, _ -> answer)));
        }
    }

    private static Answer fresh(long second) {
        var at = START.plusSeconds(second);
        return new Answer.Fresh(new Amount(1000), new Answer.Facts(12L, at, 1L, 1L), at);
    }

    private static Answer failed(long second) {
        return new Answer.Failed(
                new SourceProblem(SourceProblem.Reason.TIMEOUT, "too slow", null), START.plusSeconds(second));
    }
}
