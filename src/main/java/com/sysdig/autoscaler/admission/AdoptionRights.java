package com.sysdig.autoscaler.admission;

import java.util.Optional;

/** Whether somebody may change a HorizontalPodAutoscaler, which is the cluster's to say. */
@FunctionalInterface
public interface AdoptionRights {
    /**
     * Empty if the user may update it. Else a clause that says why not, or that the cluster did not say: never what anything
     * holds. Blocks, for about a second at most; never throws.
     */
    Optional<String> objection(Requester user, String namespace, String autoscaler);
}
