package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Served;
import com.sysdig.autoscaler.sample.ServingRule;
import com.sysdig.autoscaler.sample.Use;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/**
 * Numbers that no annotation asks for. The first read of one subscribes to it and gets none; later ones read from memory.
 * Never waits. Only for callers who may read what they ask for.
 */
public final class HandWritten {
    private final Subscriptions subscriptions;
    private final AnswerStore answers;
    private final ServingRule rule;
    private final InstantSource clock;

    public HandWritten(Subscriptions subscriptions, AnswerStore answers, ServingRule rule, InstantSource clock) {
        this.subscriptions = subscriptions;
        this.answers = answers;
        this.rule = rule;
        this.clock = clock;
    }

    /** Keeps the questions, all of one namespace and one metric, asked; empty if they are. */
    Optional<Reading.Refused> subscribe(Collection<? extends Question> questions) {
        return Optional.ofNullable(subscriptions.read(questions))
                .map(full -> new Reading.Refused(
                        Refusal.TOO_MANY,
                        full.what()
                                + "; delete such HorizontalPodAutoscalers, their metrics are forgotten when nobody has read them"
                                + " for as long as autoscaler.forget-unread-after says"));
    }

    /** Of a question that is subscribed to. */
    Served served(Question question) {
        return rule.decide(answers.history(question), Use.unknown(), clock.instant());
    }

    /** {@code what}: the metric and whose it is. */
    static Reading.Refused refused(String what, Served.Withheld withheld) {
        var since = withheld.since();
        return new Reading.Refused(
                Refusal.of(withheld.reason()),
                "no value for %s: %s%s; %s"
                        .formatted(
                                what,
                                withheld.what(),
                                since == null ? "" : " (since " + since.truncatedTo(ChronoUnit.SECONDS) + ")",
                                remedy(withheld)));
    }

    static Reading.Refused refused(String what, SpelledSeries.Bad bad) {
        return new Reading.Refused(
                Refusal.UNKNOWN_SELECTOR, "%s cannot be asked: %s".formatted(what, String.join(" | ", bad.problems())));
    }

    /** Others speak of annotations. */
    private static String remedy(Served.Withheld withheld) {
        return switch (withheld.reason()) {
            case NOT_ASKED_YET -> "it is asked for as long as it is read, and the first answer takes some seconds";
            case NO_DATA ->
                "check the metric's name, its labels in Sysdig, the selector, and the setting sysdig.cluster-name";
            case TOO_OLD,
                    INCOMPLETE,
                    PODS_UNSEEN,
                    SETTLING,
                    NOT_READY,
                    CLOCK_SKEW,
                    AMBIGUOUS,
                    NOT_A_NUMBER,
                    DOUBTFUL,
                    SOURCE_FAILED -> withheld.remedy();
        };
    }
}
