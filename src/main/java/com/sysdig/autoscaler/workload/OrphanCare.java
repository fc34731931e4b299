package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Gives {@link Orphans} back what they said before, as the reconcilers do it for workloads that are there. */
@Needs(in = Needs.In.CLUSTER, group = "autoscaling", resource = "horizontalpodautoscalers", verbs = "get")
@Singleton
public final class OrphanCare {
    private static final Logger LOG = Logger.getLogger(OrphanCare.class);

    private final Orphans orphans;
    private final OrphanWatch watch;
    private final KubernetesClient client;
    private final Adoption adoption;

    OrphanCare(Orphans orphans, OrphanWatch watch, KubernetesClient client, Adoption adoption) {
        this.orphans = orphans;
        this.watch = watch;
        this.client = client;
        this.adoption = adoption;
    }

    /**
     * One look at all of them, each for itself; by the leading replica only, whose caches are full. Blocks.
     *
     * @throws IllegalStateException with the names and reasons of those that could not be given back
     */
    public void giveBack() {
        if (!watch.leads()) {
            return;
        }
        var failures =
                orphans.find().stream().flatMap(hpa -> giveBack(hpa).stream()).collect(Collectors.joining("; "));
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures);
        }
    }

    /** What went wrong, if anything did; where somebody else wrote meanwhile, it is looked at again. */
    private Optional<String> giveBack(HorizontalPodAutoscaler seen) {
        try {
            var live = client.resource(seen).get();
            return live == null || !orphans.isOne(live) ? Optional.empty() : restored(live);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                watch.due();
                return Optional.empty();
            }
            return Optional.of(name(seen) + ": " + e.getMessage());
        }
    }

    private Optional<String> restored(HorizontalPodAutoscaler live) {
        if (AdoptedSpec.of(live) instanceof AdoptedSpec.Broken broken) {
            return Optional.of(name(live) + " cannot be given back, because in its annotation " + AdoptedSpec.ANNOTATION
                    + " " + broken.fault());
        }
        if (adoption.giveBack(live) instanceof Written.Refused refused) {
            return Optional.of(name(live) + ": " + refused.answer());
        }
        LOG.infof(
                "HorizontalPodAutoscaler %s has the spec again that it had before it was taken over; its workload is gone.",
                name(live));
        return Optional.empty();
    }

    private static String name(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getNamespace() + "/" + hpa.getMetadata().getName();
    }
}
