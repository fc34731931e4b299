package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
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
    private final Adoption adoption;
    private final List<Suspicion> posted;
    private final List<Suspicion> remembered;

    /** {@code sampleInterval}: distance of samples in Sysdig. */
    public WorkloadReviews(AnnotationParser parser, Memory memory, Duration sampleInterval, AdoptionRights rights) {
        this.parser = parser;
        this.catalog = memory.catalog();
        this.adoption = new Adoption(rights);
        var autoscalers = memory.autoscalers();
        this.posted = ManifestSuspicions.all(sampleInterval);
        this.remembered = Stream.concat(
                        new MemorySuspicions(catalog, memory.answers()).all().stream(),
                        Stream.<Suspicion>of(
                                candidate -> foreignHpa(candidate, autoscalers),
                                candidate -> nothingToAdopt(candidate, autoscalers)))
                .toList();
    }

    /** {@code fromApiServer}: strangers get an answer, but none out of memory. */
    Verdict decide(Incoming.Review review, boolean fromApiServer) {
        var kind = kind(review.resource());
        if (kind.isEmpty()) {
            return new Verdict.Unreviewable("deployments.apps and statefulsets.apps are reviewed here, not %s"
                    .formatted(Line.of(review.resource())));
        }
        var object = review.object();
        if (object != null) {
            return decide(review, new Workload(kind.get(), object.namespace(), object.name()), object, fromApiServer);
        }
        return review.operation().equals("DELETE")
                ? new Verdict.Allowed(List.of())
                : new Verdict.Unreviewable("the review has no object");
    }

    private Verdict decide(Incoming.Review review, Workload workload, Submitted object, boolean fromApiServer) {
        return switch (parser.parse(workload, object.annotations())) {
            case Parsed.Unmanaged() -> new Verdict.Allowed(List.of());
            case Parsed.Invalid(var problems) ->
                new Verdict.Denied(
                        workload, problems.stream().map(Complaint::of).toList());
            case Parsed.Valid(ScalingPolicy policy) -> {
                var complaints = complaints(review, workload, policy, fromApiServer);
                yield complaints.isEmpty()
                        ? new Verdict.Allowed(warnings(new Candidate(workload, policy, object), fromApiServer))
                        : new Verdict.Denied(workload, complaints);
            }
        };
    }

    private List<Complaint> complaints(
            Incoming.Review review, Workload workload, ScalingPolicy policy, boolean fromApiServer) {
        return (fromApiServer
                        ? Stream.of(
                                namesake(workload).map(Complaint::ofNamesake),
                                adoption.complaint(review, workload, policy.adopt()))
                        : Stream.of(adoption.complaintToStranger(review, policy.adopt())))
                .flatMap(Optional::stream)
                .toList();
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

    private List<String> warnings(Candidate candidate, boolean fromApiServer) {
        return Warnings.bounded((fromApiServer ? Stream.concat(posted.stream(), remembered.stream()) : posted.stream())
                .flatMap(suspicion -> suspicion.of(candidate)));
    }

    /** Without its name, which a stranger need not learn. */
    private static Stream<String> foreignHpa(Candidate candidate, KnownAutoscalers autoscalers) {
        return candidate.policy().adopt() == null && autoscalers.claim(candidate.workload())
                ? Stream.of(
                        "another HorizontalPodAutoscaler scales this workload or has its name: ours is made when that"
                                + " one is gone (kubectl get hpa)")
                : Stream.empty();
    }

    private static Stream<String> nothingToAdopt(Candidate candidate, KnownAutoscalers autoscalers) {
        var adopt = candidate.policy().adopt();
        return adopt != null && autoscalers.lack(candidate.workload().namespace(), adopt)
                ? Stream.of("%s: there is no HorizontalPodAutoscaler \"%s\"; nothing is scaled until there is"
                        .formatted(Adoption.KEY, adopt))
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
