package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Whether a caller may do what it asks. The API server is asked, at most every ten seconds for each pair of caller and
 * request; while it cannot answer, what is remembered is still good, and nothing else is allowed.
 */
@Singleton
final class Permissions {
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Patience.LIMIT;
    /** Characters of a question that is too long to be remembered. */
    private static final int HUGE = 10_000;

    /** The callers whose answers do not displace each other. */
    private record Share(Lane lane, Remembered<AccessAnswer> answers, Consumer<AccessAnswer> note) {
        static Share of(InstantSource clock, int atOnce, int capacity, Consumer<AccessAnswer> note) {
            return new Share(
                    new Lane(atOnce, LIMIT),
                    new Remembered<>(clock, LIFE, capacity, answer -> !(answer instanceof AccessAnswer.Failed)),
                    note);
        }
    }

    private final Reviews reviews;
    private final AccessMeters meters;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Share users;
    private final Share anonymous;
    private final Share named;

    Permissions(Reviews reviews, AccessMeters meters, InstantSource clock) {
        this.reviews = reviews;
        this.meters = meters;
        this.users = Share.of(clock, 64, 8192, new ReviewLog(clock)::note);
        // A stranger's crowd is no outage, and may write no log.
        this.anonymous = Share.of(clock, 4, 64, _ -> {});
        this.named = Share.of(clock, 4, 64, _ -> {});
    }

    /** Never blocks, completes normally. */
    CompletableFuture<AccessAnswer> review(Caller caller, Asked asked) {
        if (caller.isMaster()) {
            return CompletableFuture.completedFuture(new AccessAnswer.Allowed());
        }
        return review(caller.equals(Caller.ANONYMOUS) ? anonymous : users, caller, asked);
    }

    /** About somebody whom a stranger may have named: such questions displace and delay nobody else's. */
    CompletableFuture<AccessAnswer> reviewNamed(Caller named, Asked asked) {
        return review(this.named, named, asked);
    }

    private CompletableFuture<AccessAnswer> review(Share share, Caller caller, Asked asked) {
        var question = texts(caller, asked);
        if (question.stream().mapToInt(String::length).sum() > HUGE) {
            return ask(share, caller, asked);
        }
        return share.answers().get(fingerprint.of(question), () -> ask(share, caller, asked));
    }

    private CompletableFuture<AccessAnswer> ask(Share share, Caller caller, Asked asked) {
        return share.lane()
                .<AccessAnswer>run(() -> reviews.review(caller, asked), AccessAnswer.Failed::new)
                .whenComplete((answer, _) -> {
                    meters.reviewed(answer);
                    share.note().accept(answer);
                });
    }

    /** Counts before lists, so that no two questions read the same. */
    private static List<String> texts(Caller caller, Asked asked) {
        var texts = new ArrayList<String>();
        texts.add(caller.user());
        texts.add(Objects.requireNonNullElse(caller.uid(), ""));
        addAll(texts, caller.groups());
        caller.extra().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(extra -> {
            texts.add(extra.getKey());
            addAll(texts, extra.getValue());
        });
        texts.add(asked.getClass().getSimpleName());
        switch (asked) {
            case Asked.OfPath(var verb, var path) -> addAll(texts, List.of(verb, path));
            case Asked.OfResource(var verb, var group, var version, var namespace, var resource, var part, var name) ->
                addAll(texts, List.of(verb, group, version, namespace, resource, part, name));
        }
        return texts;
    }

    private static void addAll(List<String> texts, List<String> more) {
        texts.add(Integer.toString(more.size()));
        texts.addAll(more);
    }
}
