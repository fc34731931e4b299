package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.annotation.AnnotationKey;
import com.sysdig.autoscaler.policy.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever lets us take over a HorizontalPodAutoscaler changes it by our hands, and so has to be allowed to do it by their own.
 * Looked at when the annotation comes or changes: to leave it as it is is nothing new.
 */
record Adoption(AdoptionRights rights) {
    static final String KEY = AnnotationKey.ADOPT.key();

    /** Longer ones are not asked about: users with this many groups do not fit into a request of their own. */
    private static final int LONGEST_USER = 100_000;

    /** {@code wanted}: the name that the annotation gives; null where there is none. */
    Optional<Complaint> complaint(Incoming.Review review, Workload workload, @Nullable String wanted) {
        return fresh(review, wanted)
                .flatMap(name -> objection(review.user(), workload.namespace(), name)
                        .map(why -> Complaint.ofAdoption(KEY, name, why)));
    }

    /** For whoever is no API server nothing is asked; an API server that has not heard of its key yet does so in a moment. */
    Optional<Complaint> complaintToStranger(Incoming.Review review, @Nullable String wanted) {
        return fresh(review, wanted).map(name -> Complaint.ofAdoptionByStranger(KEY, name));
    }

    private static Optional<String> fresh(Incoming.Review review, @Nullable String wanted) {
        return Optional.ofNullable(wanted)
                .filter(name -> !name.equals(review.adoptedBefore().strip()));
    }

    private Optional<String> objection(Requester user, String namespace, String wanted) {
        if (user.username().isEmpty()) {
            return Optional.of("the review does not say who asks for it");
        }
        return user.length() > LONGEST_USER
                ? Optional.of("user and groups are too long to be asked about")
                : rights.objection(user, namespace, wanted);
    }
}
