package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.polling.Agenda;
import com.sysdig.autoscaler.polling.Asker;
import com.sysdig.autoscaler.polling.DirectWorkers;
import com.sysdig.autoscaler.polling.PollLoop;
import com.sysdig.autoscaler.polling.PollTime;
import com.sysdig.autoscaler.polling.PollingMeters;
import com.sysdig.autoscaler.polling.Turns;
import com.sysdig.autoscaler.polling.Wanted;
import com.sysdig.autoscaler.polling.Workers;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.testbed.Asked;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.SysdigStandIn;
import com.sysdig.autoscaler.testbed.Testbed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at Sysdig of a loop that asks over real HTTP; its clock is moved by hand, a second each tick. */
@QuarkusTest
@TestProfile(WithoutCluster.class)
class AskingIT {
    private static final int INTERVAL = 15;

    private final SysdigStandIn sysdig = Testbed.shared().sysdig();
    private final HandClock clock = new HandClock();
    private final Set<Question> wanted = new HashSet<>();

    @BeforeEach
    void forgetOthers() {
        sysdig.heal();
        sysdig.resetCount();
    }

    @AfterEach
    void heal() {
        sysdig.heal();
    }

    @Test
    void ceilingHoldsInEveryMinuteWithFurtherAttemptsAndSplitsCounted() {
        wants("queue", 20);
        wanted.addAll(Questions.inNamespaces(4));
        sysdig.fail(new Fault.When(
                query -> query.contains("queue_1") || query.contains("team"),
                new Fault.When(query -> query.contains("team"), Fault.rejected("too many series"))));
        var loop = loop(48);

        var arrived = seconds(loop, 100);
        sysdig.fail(new Fault.When(query -> query.contains("queue_1"), new Fault.Status(503, "")));
        arrived.addAll(seconds(loop, 100));

        assertThat(mostInAMinute(arrived)).isBetween(30, 48);
    }

    @Test
    void lowerLimitThatSysdigTellsWins() {
        wants("queue", 20);
        sysdig.announceLimit(8);
        var loop = loop(300);
        seconds(loop, 61);

        assertThat(mostInAMinute(seconds(loop, 120))).isBetween(6, 8);
    }

    @Test
    void tooManyRequestsAreFollowedByNoneAndThenByFewUntilMinutesLater() {
        wants("queue", 20);
        var loop = loop(100);
        seconds(loop, 60); // a start asks everything at once and again at its place
        var before = sum(seconds(loop, 60));
        sysdig.fail(new Fault.TooManyRequests(Duration.ofSeconds(20)));
        seconds(loop, 15);
        sysdig.heal();

        assertThat(sum(seconds(loop, 5))).isZero();
        assertThat(sum(seconds(loop, 60))).isBetween(10, before * 2 / 3);
        seconds(loop, 9 * 60);
        assertThat(sum(seconds(loop, 60))).isEqualTo(before);
    }

    @Test
    void outageIsAskedAboutOncePerIntervalAndItsEndIsNoticedInOne() {
        wants("queue", 20);
        for (var fault :
                List.of(new Fault.Status(503, "<html>"), new Fault.Garbage(), new Fault.Cut(), Fault.rejected("no"))) {
            sysdig.heal();
            var loop = loop(300);
            var before = sum(seconds(loop, 60));
            sysdig.fail(fault);
            seconds(loop, 2 * INTERVAL);

            assertThat(sum(seconds(loop, 60)))
                    .as("%s, before: %d", fault, before)
                    .isBetween(4, 5);

            sysdig.heal();
            sysdig.resetCount();
            seconds(loop, 2 * INTERVAL + 1);
            assertThat(distinct()).as("asked after the end of %s", fault).isEqualTo(20);
            loop.close();
        }
    }

    @Test
    void rejectedTokenIsTriedOncePerInterval() {
        wants("queue", 20);
        var loop = loop(300);
        seconds(loop, 60);
        sysdig.acceptOnly("another-token");
        seconds(loop, 2 * INTERVAL);

        assertThat(sum(seconds(loop, 60))).isBetween(4, 5);
        sysdig.heal();
        sysdig.resetCount();
        seconds(loop, 2 * INTERVAL + 1);
        assertThat(distinct()).isEqualTo(20);
    }

    @Test
    void badQueryOfOneTenantIsAskedRarelyAndTheOthersAsBefore() {
        wants("queue", 5);
        wanted.add(Questions.raw("sum by ("));
        sysdig.fail(new Fault.When(query -> query.contains("sum by ("), Fault.rejected("parse error")));
        var loop = loop(300);
        seconds(loop, 5 * 60);
        sysdig.resetCount();

        seconds(loop, 5 * 60);

        assertThat(sysdig.queries().stream().map(Asked::query).filter(query -> query.contains("sum by (")))
                .hasSizeBetween(1, 3);
        assertThat(sysdig.queries().stream().map(Asked::query).filter(query -> query.contains("queue_3")))
                .hasSizeBetween(19, 21);
    }

    @Test
    void startAsksEverythingButNeverMoreThanItsPartOfAMinute() {
        wants("queue", 60);
        var loop = loop(120);

        var arrived = seconds(loop, 30);

        assertThat(arrived.getFirst()).isEqualTo(30);
        assertThat(distinct()).isEqualTo(60);
    }

    /** More than one query of each namespace but the first would fit; so nobody but that one has to wait for it. */
    @Test
    void slowQueriesOfOneNamespaceLeaveHalfOfThePlacesToOthers() {
        wants("noisy", 30);
        wants("other", 20);
        sysdig.fail(new Fault.Slow(Duration.ofSeconds(2)));
        var loop = loop(4000, namespaceByName(), Workers.of(SysdigClient.AT_ONCE));

        await("each is asked")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    clock.forward(Duration.ofMillis(100));
                    loop.tick();
                    return distinct() == 50;
                });
        assertThat(mostAtOnce(_ -> true)).as("in all").isEqualTo(8);
        assertThat(mostAtOnce(query -> query.contains("noisy_")))
                .as("of one namespace")
                .isEqualTo(4);
        sysdig.heal();
        await("none is left that others would count")
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !sysdig.isAsked());
        loop.close();
    }

    private int mostAtOnce(Predicate<String> query) {
        return sysdig.queries().stream()
                .mapToInt(asked -> (int) asked.underWay().stream().filter(query).count())
                .max()
                .orElseThrow();
    }

    /** All that are noisy are of one, the others of one each. */
    private Wanted namespaceByName() {
        return new Wanted() {
            @Override
            public Optional<Set<Question>> questions() {
                return Optional.of(wanted);
            }

            @Override
            public Set<String> namespaces(Question.OfQuery question) {
                return Set.of(question.promql().contains("noisy_") ? "noisy" : question.promql());
            }
        };
    }

    private void wants(String name, int queries) {
        IntStream.range(0, queries).forEach(i -> wanted.add(Questions.raw(name + "_" + i + "_")));
    }

    /** How many requests arrived in each. */
    private List<Integer> seconds(PollLoop loop, int count) {
        var arrived = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            int before = sysdig.requests();
            clock.forward(Duration.ofSeconds(1));
            loop.tick();
            arrived.add(sysdig.requests() - before);
        }
        return arrived;
    }

    private long distinct() {
        return sysdig.queries().stream().map(Asked::query).distinct().count();
    }

    private static int sum(List<Integer> arrived) {
        return arrived.stream().mapToInt(Integer::intValue).sum();
    }

    private static int mostInAMinute(List<Integer> arrived) {
        return IntStream.rangeClosed(0, arrived.size() - 60)
                .map(start -> sum(arrived.subList(start, start + 60)))
                .max()
                .orElseThrow();
    }

    private PollLoop loop(int perMinute) {
        return loop(perMinute, () -> Optional.of(wanted), new Workers(new DirectWorkers(), SysdigClient.AT_ONCE));
    }

    private PollLoop loop(int perMinute, Wanted all, Workers workers) {
        var registry = new SimpleMeterRegistry();
        var store = new AnswerStore(Duration.ofSeconds(45));
        var splits = new Splits(clock);
        var settings = new SysdigSettings(
                new Route(URI.create(sysdig.uri() + "/prometheus"), null, null),
                new TokenOrigin.Value(new Token(SysdigStandIn.TOKEN)),
                Map.of(),
                Duration.ofSeconds(30),
                perMinute);
        var client = new SysdigClient(settings, "test", clock, new SysdigMeters(registry));
        return new PollLoop(
                new Agenda(
                        all,
                        new QueryPlanner("prod", Duration.ofSeconds(10), splits),
                        Duration.ofSeconds(INTERVAL),
                        42),
                new Asker(client, new AnswerMaker(Duration.ofSeconds(10)), store, splits, _ -> Turns.Turn.OURS),
                new PollingMeters(registry, () -> wanted, store, () -> _ -> false),
                new PollTime(clock, Duration.ofSeconds(30)),
                workers);
    }
}
