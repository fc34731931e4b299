package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks once a second whether something is the matter with asking as a whole. The loop's thread only. */
final class Watch {
    /** A budget that is too small shows in waves; it is enough when none came for so long. */
    private static final Duration CALM = Duration.ofMinutes(1);

    /** Looks in a row, one per interval, before finding nothing counts: the first pods may just be starting. */
    private static final int LOOKS = 3;

    private final Agenda agenda;
    private final AnswerStore store;
    private final Troubles troubles;
    private final PollLog log;

    private @Nullable Instant lastShort;
    private Pause beforeLook = Pause.NONE;
    /** Looks that found nothing, in a row. */
    private int empty;

    Watch(Agenda agenda, AnswerStore store, Troubles troubles, PollLog log) {
        this.agenda = agenda;
        this.store = store;
        this.troubles = troubles;
        this.log = log;
    }

    void look(Dispatch.State state, Instant now) {
        note(Trouble.OUTAGE, outage(state), now);
        note(Trouble.BUDGET_TOO_SMALL, shortage(state, now), now);
        if (!beforeLook.holds(now)) {
            beforeLook = new Pause(now, agenda.interval());
            lookForSeries(now);
            store.explainEmptiness(troubles.text(Trouble.NOTHING_FOUND).orElse(null));
        }
    }

    private Optional<String> outage(Dispatch.State state) {
        return state.outage()
                ? Optional.of("every query fails, for the reasons in the log; one is asked every "
                        + agenda.interval().toSeconds() + "s until it is answered, and then all")
                : Optional.empty();
    }

    private Optional<String> shortage(Dispatch.State state, Instant now) {
        if (state.spent() && state.longestWait().compareTo(agenda.interval()) > 0) {
            lastShort = now;
        }
        var last = lastShort;
        if (last == null || !new Pause(last, CALM).holds(now)) {
            return Optional.empty();
        }
        return Optional.of(
                ("%d queries wait for a request to Sysdig, the longest for %ds: at most %d requests a minute are"
                                + " allowed at present. Namespaces share them evenly, and metrics whose answers grow too old are"
                                + " withheld. A longer autoscaler.poll-interval (AUTOSCALER_POLL_INTERVAL) or a higher"
                                + " sysdig.requests-per-minute (SYSDIG_REQUESTS_PER_MINUTE) helps, as far as Sysdig's own limit"
                                + " allows")
                        .formatted(
                                state.waiting(),
                                state.longestWait().toSeconds(),
                                state.allowance().perMinute()));
    }

    private void lookForSeries(Instant now) {
        var latest = agenda.expectant()
                .map(question -> Optional.ofNullable(store.history(question).latest()))
                .toList();
        if (latest.isEmpty()
                || latest.stream()
                        .anyMatch(answer -> answer.filter(Watch::found).isPresent())) {
            empty = 0;
            note(Trouble.NOTHING_FOUND, Optional.empty(), now);
        } else if (latest.stream()
                .allMatch(
                        answer -> answer.filter(Answer.Empty.class::isInstance).isPresent())) {
            empty++;
            if (empty >= LOOKS) {
                note(Trouble.NOTHING_FOUND, Optional.of(nothing(latest.size())), now);
            }
        }
    }

    private static boolean found(Answer answer) {
        return !(answer instanceof Answer.Empty
                || answer instanceof Answer.Failed
                || answer instanceof Answer.Doubtful);
    }

    private String nothing(int asked) {
        return "no series of any workload carry " + agenda.cluster()
                + ": check sysdig.cluster-name (SYSDIG_CLUSTER_NAME), and that the team of the token may see this cluster ("
                + asked + " metrics of workloads were asked for, and none was found)";
    }

    private void note(Trouble trouble, Optional<String> text, Instant now) {
        if (text.isEmpty()) {
            troubles.ends(trouble, now).ifPresent(lasted -> log.troubleEnds(trouble, lasted));
        } else if (troubles.begins(trouble, text.get(), now)) {
            log.troubleBegins(trouble, text.get());
        }
    }
}
