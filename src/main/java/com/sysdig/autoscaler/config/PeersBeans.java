package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Replicas;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.metricsapi.access.ReplicasDoor;
import com.sysdig.autoscaler.peers.AnswersResource;
import com.sysdig.autoscaler.peers.Asking;
import com.sysdig.autoscaler.peers.Contact;
import com.sysdig.autoscaler.peers.Copying;
import com.sysdig.autoscaler.peers.LivingReplicas;
import com.sysdig.autoscaler.peers.Peers;
import com.sysdig.autoscaler.peers.Publication;
import com.sysdig.autoscaler.peers.QuestionKeys;
import com.sysdig.autoscaler.peers.ReadsResource;
import com.sysdig.autoscaler.peers.Shares;
import com.sysdig.autoscaler.peers.Sharing;
import com.sysdig.autoscaler.peers.Telling;
import com.sysdig.autoscaler.peers.WhoAsks;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.polling.Turns;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Restrained;
import com.sysdig.autoscaler.workload.LeaseHolder;
import com.sysdig.autoscaler.workload.ReplicaIdentity;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Makes what replicas need to share answers. */
final class PeersBeans {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    @Produces
    @Singleton
    Replicas replicas(CurrentCertificate current, ServiceAddress address, InstantSource clock) {
        return new Replicas(current, address, clock);
    }

    @Produces
    @Singleton
    ReplicasDoor door(Replicas replicas) {
        return new ReplicasDoor(Set.of("GET " + AnswersResource.PATH, "POST " + ReadsResource.PATH), replicas::isOne);
    }

    @Produces
    @Singleton
    Peers peers(InstantSource clock, PollSettings polling, WhoAsks asking, Shares shares, Restrained source) {
        return new Peers(new QuestionKeys(), new Contact(clock, polling, asking), shares, source);
    }

    @Produces
    @Singleton
    LivingReplicas living(KubernetesClient kubernetes, ServiceAddress address) {
        return new LivingReplicas(kubernetes, address.namespace(), address.name());
    }

    @Produces
    @Singleton
    Shares shares(WhoAsks asking, LivingReplicas living, InstantSource clock, PollSettings polling) {
        return new Shares(asking, living, clock, polling.interval());
    }

    @Produces
    @Singleton
    Publication publication(Catalog catalog, AnswerStore store, Peers peers) {
        return new Publication(catalog::questions, store, peers);
    }

    @Produces
    @Singleton
    Turns turns(AnswerStore store, Peers peers) {
        return new Sharing(store, peers);
    }

    @Produces
    @Singleton
    Telling telling(Subscriptions subscriptions, InstantSource clock, Replicas replicas, ReplicaIdentity us) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(replicas.clientContext())
                .connectTimeout(CONNECT)
                .build();
        return new Telling(subscriptions, clock, http, us.address().orElseGet(us::text));
    }

    @Produces
    @Singleton
    Copying copying(WhoAsks asking, Catalog catalog, AnswerStore store, Peers peers, Telling telling) {
        return new Copying(asking, catalog::questions, store, peers, telling);
    }

    @Produces
    @Singleton
    WhoAsks whoAsks(LeaseHolder holder, LivingReplicas living, ReplicaIdentity us) {
        return new Lease(holder, living, us);
    }

    /** As the lease tells. */
    private record Lease(LeaseHolder holder, LivingReplicas living, ReplicaIdentity us) implements WhoAsks {
        @Override
        public Asking get() {
            if (holder.isUs()) {
                return new Asking.Us(
                        holder.displaced().flatMap(ReplicaIdentity::address).orElse(null));
            }
            return holder.isSucceeded()
                    ? new Asking.Restarted()
                    : Asking.at(holder.other().flatMap(ReplicaIdentity::address));
        }

        @Override
        public List<URI> others() {
            return us.address().map(living::others).orElseGet(List::of);
        }
    }
}
