package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sysdig.HandClock;
import com.sysdig.autoscaler.sysdig.Route;
import com.sysdig.autoscaler.sysdig.SysdigSettings;
import com.sysdig.autoscaler.sysdig.Token;
import com.sysdig.autoscaler.sysdig.TokenOrigin;
import com.sysdig.autoscaler.sysdig.WithoutCluster;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.SysdigStandIn;
import com.sysdig.autoscaler.testbed.Testbed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What arrives at Sysdig of three replicas that want more than they may, whoever lost whom. They ask and copy over real HTTP;
 * their clock is moved by hand, a second each tick.
 */
@QuarkusTest
@TestProfile(WithoutCluster.class)
class CeilingIT {
    private static final int LIMIT = 60;

    /** In seconds: longer than anybody who is not heard is remembered. */
    private static final int MUCH_LATER = 780;

    private final SysdigStandIn sysdig = Testbed.shared().sysdig();
    private final HandClock clock = new HandClock();
    private final List<AskingReplica> all = new ArrayList<>();

    /** How many there are in the words of the API server. */
    private int living = 3;

    /** How many requests arrived in each second. */
    private final List<Integer> arrived = new ArrayList<>();

    @BeforeEach
    void start() throws InterruptedException {
        sysdig.heal();
        Set<Question> wanted = IntStream.range(0, 60)
                .mapToObj(i -> Questions.raw("queue_" + i))
                .collect(Collectors.toSet());
        var settings = new SysdigSettings(
                new Route(URI.create(sysdig.uri() + "/prometheus"), null, null),
                new TokenOrigin.Value(new Token(SysdigStandIn.TOKEN)),
                Map.of(),
                Duration.ofSeconds(30),
                LIMIT);
        IntStream.range(0, 3).forEach(i -> all.add(new AskingReplica(settings, wanted, i, clock, () -> living)));
        all.getFirst().leads();
        all.subList(1, 3).forEach(other -> other.follows(all.getFirst()));
        seconds(180, all);
        assertThat(lately()).isBetween(LIMIT * 9 / 10, LIMIT);
    }

    @AfterEach
    void stop() {
        all.forEach(AskingReplica::close);
    }

    @Test
    void holdsForAsLongAsAllHaveLostEachOtherAndWhenTheyMeetAgain() throws InterruptedException {
        all.forEach(replica -> replica.cut(true));
        seconds(MUCH_LATER, all);
        assertThat(lately()).as("all ask").isBetween(LIMIT * 8 / 10, LIMIT);

        all.forEach(replica -> replica.cut(false));
        seconds(180, all);

        assertThat(lately()).as("one asks").isBetween(LIMIT * 9 / 10, LIMIT);
        assertThat(mostInAMinute(arrived)).isLessThanOrEqualTo(LIMIT);
    }

    /** It has lost the API server alone. */
    @Test
    void holdsForAsLongAsTheFormerLeaderDoesNotKnowThatItIsNoneAnyMore() throws InterruptedException {
        all.get(1).leads(all.getFirst());
        all.get(2).follows(all.get(1));
        seconds(MUCH_LATER, all);
        assertThat(lately()).as("two ask").isBetween(LIMIT * 8 / 10, LIMIT);

        all.getFirst().follows(all.get(1));
        seconds(180, all);

        assertThat(lately()).as("one asks").isBetween(LIMIT * 9 / 10, LIMIT);
        assertThat(mostInAMinute(arrived)).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void holdsWhenTheLeaderIsDeadAndAnotherTakesOver() throws InterruptedException {
        var rest = all.subList(1, 3);
        all.getFirst().cut(true);
        seconds(16, rest);
        all.get(1).leads(all.getFirst());
        all.get(2).follows(all.get(1));

        seconds(180, rest);

        assertThat(lately()).as("but the part of the dead one").isBetween(LIMIT / 2, LIMIT * 2 / 3);

        living = 2;
        seconds(180, rest);
        assertThat(lately()).as("its pod is gone").isBetween(LIMIT * 9 / 10, LIMIT);
        assertThat(mostInAMinute(arrived)).isLessThanOrEqualTo(LIMIT);
    }

    /** Whoever was cut off and asked by itself. */
    @Test
    void holdsWhenOneThatHadLostTheOthersIsGone() throws InterruptedException {
        all.getFirst().cut(true);
        seconds(120, all);
        all.getFirst().cut(false);
        living = 2;
        seconds(180, all.subList(0, 2));

        assertThat(lately()).isBetween(LIMIT * 9 / 10, LIMIT);
        assertThat(mostInAMinute(arrived)).isLessThanOrEqualTo(LIMIT);
    }

    /** It let go of the lease in time, so that its successor may ask at once. */
    @Test
    void pauseAndLowerRateThatSysdigToldTheLeaderHoldForItsSuccessor() throws InterruptedException {
        sysdig.fail(new Fault.TooManyRequests(Duration.ofSeconds(60)));
        seconds(5, all);
        sysdig.heal();
        var rest = all.subList(1, 3);
        all.get(1).leads();
        all.get(2).follows(all.get(1));

        seconds(50, rest);
        assertThat(sum(arrived.subList(arrived.size() - 50, arrived.size())))
                .as("in the pause")
                .isZero();

        seconds(70, rest);
        assertThat(sum(arrived.subList(arrived.size() - 60, arrived.size())))
                .as("in the first minute after it")
                .isBetween(LIMIT / 6, LIMIT * 2 / 3);
    }

    private void seconds(int count, List<AskingReplica> alive) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            int before = sysdig.requests();
            clock.forward(Duration.ofSeconds(1));
            for (var replica : alive) {
                replica.tick();
            }
            arrived.add(sysdig.requests() - before);
        }
    }

    /** In waves, so that not every minute holds as much. */
    private int lately() {
        return mostInAMinute(arrived.subList(arrived.size() - 120, arrived.size()));
    }

    private static int mostInAMinute(List<Integer> seconds) {
        return IntStream.rangeClosed(0, seconds.size() - 60)
                .map(start -> sum(seconds.subList(start, start + 60)))
                .max()
                .orElseThrow();
    }

    private static int sum(List<Integer> some) {
        return some.stream().mapToInt(Integer::intValue).sum();
    }
}
