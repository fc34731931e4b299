package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.polling.Agenda;
import com.sysdig.autoscaler.polling.Asker;
import com.sysdig.autoscaler.polling.PollLoop;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.polling.PollTime;
import com.sysdig.autoscaler.polling.PollingMeters;
import com.sysdig.autoscaler.polling.Turns;
import com.sysdig.autoscaler.polling.Wanted;
import com.sysdig.autoscaler.polling.Workers;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.MetricSource;
import com.sysdig.autoscaler.sysdig.SysdigClient;
import com.sysdig.autoscaler.workload.CachesFilled;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the loop and its parts. */
final class PollingBeans {
    @Produces
    @Singleton
    Splits splits(InstantSource clock) {
        return new Splits(clock);
    }

    @Produces
    @Singleton
    QueryPlanner planner(AnnotationSettings annotations, PollSettings polling, Splits splits) {
        return new QueryPlanner(annotations.clusterName(), polling.sampleInterval(), splits);
    }

    @Produces
    @Singleton
    Agenda agenda(Catalog catalog, CachesFilled caches, QueryPlanner planner, PollSettings settings) {
        return new Agenda(
                new Catalogued(catalog, caches),
                planner,
                settings.interval(),
                ThreadLocalRandom.current().nextLong());
    }

    @Produces
    @Singleton
    AnswerMaker answers(PollSettings settings, Catalog catalog, ClockSkew skew) {
        return new AnswerMaker(
                settings.sampleInterval(),
                settings.ingestionDelay(),
                workload -> catalog.find(workload)
                        .map(entry -> OptionalLong.of(entry.replicas().ready()))
                        .orElseGet(OptionalLong::empty),
                skew);
    }

    @Produces
    @Singleton
    Asker asker(MetricSource source, AnswerMaker answers, AnswerStore store, Splits splits, Turns turns) {
        return new Asker(source, answers, store, splits, turns);
    }

    @Produces
    @Singleton
    PollingMeters meters(MeterRegistry registry, Catalog catalog, AnswerStore store) {
        return new PollingMeters(registry, catalog::questions, store, () -> catalog.demand()::isZeroIfEmpty);
    }

    @Produces
    @Singleton
    PollLoop loop(Agenda agenda, Asker asker, PollingMeters meters, InstantSource clock, PollSettings settings) {
        return new PollLoop(
                agenda,
                asker,
                meters,
                new PollTime(clock, settings.ingestionDelay()),
                Workers.of(SysdigClient.AT_ONCE));
    }

    /** Everything that annotations ask for. */
    private record Catalogued(Catalog catalog, CachesFilled caches) implements Wanted {
        @Override
        public Optional<Set<Question>> questions() {
            return caches.yes() ? Optional.of(catalog.questions()) : Optional.empty();
        }

        @Override
        public Set<String> namespaces(Question.OfQuery question) {
            return catalog.demand().namespaces(question);
        }

        @Override
        public boolean mayBeEmpty(Question question) {
            return !catalog.demand().isExpectant(question);
        }
    }
}
