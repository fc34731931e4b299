package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.History.Presence;
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
 * Sysdig fails for minutes, and one of forty queries is asked per interval, so that most failures are old. Replicas ask and
 * copy over real HTTP; their clock is moved by hand, a second each tick.
 */
@QuarkusTest
@TestProfile(WithoutCluster.class)
class ManyQueriesInAnOutageIT {
    private static final int INTERVAL = (int) AskingReplica.INTERVAL.toSeconds();

    private static final Set<Question> WANTED = IntStream.range(0, 40)
            .mapToObj(i -> Questions.raw("vector(" + i + ")"))
            .collect(Collectors.toSet());

    private final SysdigStandIn sysdig = Testbed.shared().sysdig();
    private final HandClock clock = new HandClock();
    private final List<AskingReplica> all = new ArrayList<>();

    @BeforeEach
    void start() throws InterruptedException {
        sysdig.heal();
        var leader = another();
        leader.leads();
        seconds(60);
        sysdig.fail(new Fault.Status(503, "away"));
    }

    @AfterEach
    void stop() {
        sysdig.heal();
        all.forEach(AskingReplica::close);
    }

    @Test
    void dataOfAllOfThemAreMissingFromTheThirdIntervalOn() throws InterruptedException {
        seconds(INTERVAL);
        assertThat(presence(all.getFirst())).containsOnly(Presence.THERE);

        seconds(3 * INTERVAL);
        assertThat(presence(all.getFirst())).containsOnly(Presence.MISSING);
    }

    /** Or it would become ready only when the last of them was asked again. */
    @Test
    void newReplicaKnowsOfAllOfThemAtOnce() throws InterruptedException {
        seconds(300);
        var joining = another();
        joining.follows(all.getFirst());

        seconds(3);

        assertThat(joining.roundsEnded()).isPositive();
        assertThat(presence(joining)).containsOnly(Presence.MISSING);
    }

    /** Or it would serve the first number after a gap that it never heard of. */
    @Test
    void leaderThatRestartsAtItsAddressLearnsFromWhoCopiedFromIt() throws InterruptedException {
        var follower = another();
        follower.follows(all.getFirst());
        seconds(300);
        end(all.getFirst());
        sysdig.heal();
        int before = sysdig.requests();

        var restarted = another();
        restarted.succeedsLeaderOf(follower);
        seconds(3);

        assertThat(presence(restarted)).containsOnly(Presence.MISSING);
        assertThat(restarted.roundsEnded()).isPositive();
        assertThat(sysdig.requests()).isEqualTo(before);
    }

    /** It took the lease before it had learnt anything, and asks at once. */
    @Test
    void soDoesOneThatLeadsAgainAtOnce() throws InterruptedException {
        var follower = another();
        follower.follows(all.getFirst());
        seconds(300);
        end(all.getFirst());

        var restarted = another();
        restarted.succeedsLeaderOf(follower);
        restarted.leads();
        seconds(3);

        assertThat(presence(restarted)).containsOnly(Presence.MISSING);
    }

    /** As while the API server is away, so that the lease stays as it is. */
    @Test
    void noReplicaWaitsForOneThatWaitsForIt() throws InterruptedException {
        var follower = another();
        follower.follows(all.getFirst());
        seconds(300);
        end(all.getFirst());
        sysdig.heal();

        var restarted = another();
        restarted.succeedsLeaderOf(follower);
        seconds(6 * INTERVAL);

        assertThat(presence(follower)).containsOnly(Presence.THERE);
        assertThat(presence(restarted)).containsOnly(Presence.THERE);
    }

    @Test
    void replicaThatLostTheAskingOneSparesSysdigAsWell() throws InterruptedException {
        another().follows(all.getFirst());
        seconds(120);
        all.getFirst().cut(true);
        seconds(180);

        int before = sysdig.requests();
        seconds(10 * INTERVAL);

        assertThat(sysdig.requests() - before).isBetween(10, 24);
    }

    private static Set<Presence> presence(AskingReplica replica) {
        return WANTED.stream()
                .map(question -> replica.history(question).presence())
                .collect(Collectors.toSet());
    }

    private void end(AskingReplica replica) {
        all.remove(replica);
        replica.close();
    }

    private AskingReplica another() {
        var settings = new SysdigSettings(
                new Route(URI.create(sysdig.uri() + "/prometheus"), null, null),
                new TokenOrigin.Value(new Token(SysdigStandIn.TOKEN)),
                Map.of(),
                Duration.ofSeconds(30),
                600);
        var replica = new AskingReplica(settings, WANTED, all.size(), clock, () -> 2);
        all.add(replica);
        return replica;
    }

    private void seconds(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            clock.forward(Duration.ofSeconds(1));
            for (var replica : all) {
                replica.tick();
            }
        }
    }
}
