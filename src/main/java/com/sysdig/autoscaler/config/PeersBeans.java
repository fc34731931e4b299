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
import java.util.Set;
import java.util.function.Supplier;

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
    Peers peers(InstantSource clock, PollSettings polling, LeaseHolder holder, Shares shares, Restrained source) {
        return new Peers(new QuestionKeys(), new Contact(clock, polling, asking(holder)), shares, source);
    }

    @Produces
    @Singleton
    LivingReplicas living(KubernetesClient kubernetes, ServiceAddress address) {
        return new LivingReplicas(kubernetes, address.namespace(), address.name());
    }

    @Produces
    @Singleton
    Shares shares(LeaseHolder holder, LivingReplicas living, InstantSource clock, PollSettings polling) {
        return new Shares(asking(holder), living, clock, polling.interval());
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
    Copying copying(LeaseHolder holder, Catalog catalog, AnswerStore store, Peers peers, Telling telling) {
        return new Copying(asking(holder), catalog::questions, store, peers, telling);
    }

    private static Supplier<Asking> asking(LeaseHolder holder) {
        return () -> holder.isUs()
                ? new Asking.Us(
                        holder.displaced().flatMap(other -> other.address()).orElse(null))
                : holder.other()
                        .flatMap(other -> other.address())
                        .<Asking>map(PeersBeans::another)
                        .orElseGet(Asking.Unknown::new);
    }

    private static Asking another(String address) {
        try {
            return new Asking.Another(URI.create("https://" + address));
        } catch (IllegalArgumentException _) {
            return new Asking.Unknown();
        }
    }
}
