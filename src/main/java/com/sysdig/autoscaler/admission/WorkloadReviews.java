package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides reviews from the posted object and from memory. Safe for use by several threads. */
public final class WorkloadReviews {
    /** Where the API server posts reviews. */
    public static final String PATH = "/admission/workloads";

    private final AnnotationParser parser;
    private final Catalog catalog;
    private final List<Suspicion> suspicions;

    /** {@code sampleInterval}: distance of samples in Sysdig. */
    public WorkloadReviews(
            AnnotationParser parser,
            Catalog catalog,
            AnswerStore answers,
            ForeignAutoscalers foreign,
            Duration sampleInterval) {
        this.parser = parser;
        this.catalog = catalog;
        this.suspicions = Stream.of(
                        ManifestSuspicions.all(),
                        new MemorySuspicions(answers, sampleInterval).all(),
                        List.<Suspicion>of(candidate -> foreignHpa(candidate, foreign)))
                .flatMap(List::stream)
                .toList();
    }

    Verdict decide(Incoming.Review review) {
        var kind = kind(review.resource());
        if (kind.isEmpty()) {
            return new Verdict.Unreviewable("deployments.apps and statefulsets.apps are reviewed here, not %s"
                    .formatted(Line.of(review.resource())));
        }
        var object = review.object();
        if (object != null) {
            return decide(new Workload(kind.get(), object.namespace(), object.name()), object);
        }
        return review.operation().equals("DELETE")
                ? new Verdict.Allowed(List.of())
                : new Verdict.Unreviewable("the review has no object");
    }

    private Verdict decide(Workload workload, Submitted object) {
        return switch (parser.parse(workload, object.annotations())) {
            case Parsed.Unmanaged() -> new Verdict.Allowed(List.of());
            case Parsed.Invalid(var problems) ->
                new Verdict.Denied(
                        workload, problems.stream().map(Complaint::of).toList());
            case Parsed.Valid(ScalingPolicy policy) ->
                namesake(workload)
                        .<Verdict>map(other -> new Verdict.Denied(workload, List.of(Complaint.ofNamesake(other))))
                        .orElseGet(() -> new Verdict.Allowed(warnings(new Candidate(workload, policy, object))));
        };
    }

    /** One that was managed before keeps its say: its owner has to be able to change it. */
    private Optional<Workload> namesake(Workload workload) {
        return catalog.find(workload).isPresent()
                ? Optional.empty()
                : Stream.of(WorkloadKind.values())
                        .filter(kind -> kind != workload.kind())
                        .map(kind -> new Workload(kind, workload.namespace(), workload.name()))
                        .filter(other -> catalog.find(other).isPresent())
                        .findFirst();
    }

    private List<String> warnings(Candidate candidate) {
        return Warnings.bounded(suspicions.stream().flatMap(suspicion -> suspicion.of(candidate)));
    }

    /** Without its name, which a stranger need not learn. */
    private static Stream<String> foreignHpa(Candidate candidate, ForeignAutoscalers foreign) {
        return candidate.policy().adopt() == null && foreign.claim(candidate.workload())
                ? Stream.of(
                        "another HorizontalPodAutoscaler scales this workload or has its name: ours is made when that"
                                + " one is gone (kubectl get hpa)")
                : Stream.empty();
    }

    private static Optional<WorkloadKind> kind(String resource) {
        return switch (resource) {
            case "deployments.apps" -> Optional.of(WorkloadKind.DEPLOYMENT);
            case "statefulsets.apps" -> Optional.of(WorkloadKind.STATEFUL_SET);
            default -> Optional.empty();
        };
    }
}
