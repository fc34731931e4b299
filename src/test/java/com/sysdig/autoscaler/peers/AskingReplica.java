package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.polling.Agenda;
import com.sysdig.autoscaler.polling.Asker;
import com.sysdig.autoscaler.polling.DirectWorkers;
import com.sysdig.autoscaler.polling.PollLoop;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.polling.PollTime;
import com.sysdig.autoscaler.polling.PollingMeters;
import com.sysdig.autoscaler.polling.Workers;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.History;
import com.sysdig.autoscaler.sysdig.SysdigClient;
import com.sysdig.autoscaler.sysdig.SysdigMeters;
import com.sysdig.autoscaler.sysdig.SysdigSettings;
import com.sysdig.autoscaler.testbed.LoopbackServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** All of a replica that has to do with asking and copying, over real HTTP; a test gives it time and turns. */
final class AskingReplica implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final Duration SAMPLES = Duration.ofSeconds(10);
    private static final String SINCE = "since=";

    private final LoopbackServer server;
    private final AnswerStore store = new AnswerStore(INTERVAL.multipliedBy(3));
    private final AnswersResource answers;
    private final Copying copying;
    private final PollLoop loop;

    private volatile boolean isCut;
    private Asking asking = new Asking.Unknown();
    private List<URI> others = List.of();

    AskingReplica(SysdigSettings settings, Set<Question> wanted, long seed, InstantSource clock, IntSupplier living) {
        var shares = new Shares(() -> asking, living, clock, INTERVAL);
        var contact = new Contact(clock, new PollSettings(INTERVAL, Duration.ofSeconds(30), SAMPLES), () -> asking);
        var registry = new SimpleMeterRegistry();
        var client = new SysdigClient(settings, "test", clock, new SysdigMeters(registry), shares::ours);
        var peers = new Peers(new QuestionKeys(), contact, shares, client);
        answers = new AnswersResource(new Publication(() -> wanted, store, peers));
        server = LoopbackServer.start(exchange -> {
            if (isCut) {
                exchange.close();
                return;
            }
            var since = exchange.getRequestURI().getRawQuery().substring(SINCE.length());
            var replica = exchange.getRequestHeaders().getFirst(AnswersResource.REPLICA);
            try {
                var body = answers.answers(URLDecoder.decode(since, StandardCharsets.UTF_8), replica, false);
                LoopbackServer.answer(exchange, 200, "application/json", new String(body, StandardCharsets.UTF_8));
            } catch (ServiceUnavailableException _) {
                LoopbackServer.answer(exchange, 503, "text/plain", "");
            }
        });
        var telling = new Telling(
                new Subscriptions(clock, Subscriptions.Caps.USUAL, Duration.ofMinutes(10)),
                clock,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                address());
        copying = new Copying(new Known(), () -> wanted, store, peers, telling);
        var splits = new Splits(clock);
        loop = new PollLoop(
                new Agenda(() -> Optional.of(wanted), new QueryPlanner("prod", SAMPLES, splits), INTERVAL, seed),
                new Asker(client, new AnswerMaker(SAMPLES), store, splits, new Sharing(store, peers)),
                new PollingMeters(registry, () -> wanted, store, () -> _ -> false),
                new PollTime(clock, Duration.ofSeconds(30)),
                new Workers(new DirectWorkers(), SysdigClient.AT_ONCE));
    }

    private final class Known implements WhoAsks {
        @Override
        public Asking get() {
            return asking;
        }

        @Override
        public List<URI> others() {
            return others;
        }
    }

    String address() {
        return server.uri().getAuthority();
    }

    /** From now on, as far as it knows. */
    void leads(AskingReplica displaced) {
        asking = new Asking.Us(displaced.address());
    }

    void leads() {
        asking = new Asking.Us(null);
    }

    void follows(AskingReplica leader) {
        asking = new Asking.Another(URI.create("http://" + leader.address()));
    }

    /** It is what came after the leader at its address, and this one copied from that. */
    void succeedsLeaderOf(AskingReplica follower) {
        asking = new Asking.Restarted();
        others = List.of(URI.create("http://127.0.0.1:9"), URI.create("http://" + follower.address()));
        follower.follows(this);
    }

    /** Whether others reach it. */
    void cut(boolean off) {
        isCut = off;
    }

    History history(Question question) {
        return store.history(question);
    }

    long roundsEnded() {
        return loop.roundsEnded();
    }

    /** A second's work. */
    void tick() throws InterruptedException {
        try {
            copying.round();
        } catch (IOException _) {
            // it is cut off
        }
        loop.tick();
    }

    @Override
    public void close() {
        loop.close();
        server.close();
    }
}
