package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.ServingRule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Makes beans of the core's classes, which know no container. */
final class CoreBeans {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    AnnotationParser parser(AnnotationSettings settings) {
        return new AnnotationParser(settings);
    }

    @Produces
    @Singleton
    QuestionMaker questions(AnnotationSettings settings) {
        return new QuestionMaker(settings.clusterName(), settings.rawQueries() == RawQueries.NAMESPACED);
    }

    @Produces
    @Singleton
    Subscriptions subscriptions(InstantSource clock, Settings settings, MeterRegistry meters) {
        var subscriptions = new Subscriptions(clock, Subscriptions.Caps.USUAL, settings.unreadKept());
        subscriptions(meters, "metrics", subscriptions::metrics);
        subscriptions(meters, "objects", () -> subscriptions.get().size());
        return subscriptions;
    }

    private static void subscriptions(MeterRegistry meters, String of, Supplier<Number> count) {
        Gauge.builder("sysdig.autoscaler.subscriptions", count)
                .description("What hand-written HorizontalPodAutoscalers read")
                .tag("of", of)
                .register(meters);
    }

    @Produces
    @Singleton
    Catalog catalog(AnnotationParser parser, QuestionMaker questions, Subscriptions subscriptions) {
        return new Catalog(parser, questions, subscriptions);
    }

    @Produces
    @Singleton
    AnswerStore store(PollSettings settings) {
        return new AnswerStore(settings.longestUse());
    }

    @Produces
    @Singleton
    ServingRule servingRule(PollSettings settings, ClockSkew skew) {
        return new ServingRule(settings.longestUse(), settings.ingestionDelay(), skew);
    }
}
