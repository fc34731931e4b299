package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The reviews with a memory that a test fills. */
final class Admitting {
    static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");

    private final AnnotationParser parser =
            new AnnotationParser(new AnnotationSettings("prod", 1, null, 10_000, false, RawQueries.NAMESPACED));
    private final QuestionMaker questions = new QuestionMaker("prod", true);
    private final Catalog catalog = new Catalog(parser, questions);
    private final AnswerStore answers = new AnswerStore(Duration.ofSeconds(45));
    private final Set<Workload> foreign = new HashSet<>();
    private final Set<String> existing = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<Duration, WorkloadReviews> reviews = new HashMap<>();
    private Optional<String> objection = Optional.empty();

    void manages(Workload workload, Map<String, String> annotations) {
        catalog.put(workload, annotations, new Replicas(1, 1));
    }

    void claims(Workload workload) {
        foreign.add(workload);
    }

    /** A HorizontalPodAutoscaler, {@code namespace/name}. */
    void exists(String autoscaler) {
        existing.add(autoscaler);
    }

    void objects(String why) {
        objection = Optional.of(why);
    }

    /** Whom the cluster was asked about, and for what. */
    List<String> asked() {
        return asked;
    }

    /** As Sysdig's answer to the one metric of a workload annotated like this. */
    void answered(Workload workload, Map<String, String> annotations, Answer answer) {
        manages(workload, annotations);
        for (Question question :
                catalog.find(workload).orElseThrow().questions().values()) {
            answers.put(Map.of(question, answer));
        }
    }

    Reply reply(byte[] body) {
        return reply(body, Duration.ofSeconds(10));
    }

    Reply reply(byte[] body, Duration sampleInterval) {
        return reply(body, sampleInterval, true);
    }

    Reply replyToStranger(byte[] body) {
        return reply(body, Duration.ofSeconds(10), false);
    }

    private Reply reply(byte[] body, Duration sampleInterval, boolean fromApiServer) {
        return Reply.to(body, reviews.computeIfAbsent(sampleInterval, this::reviews), fromApiServer);
    }

    private WorkloadReviews reviews(Duration sampleInterval) {
        return new WorkloadReviews(
                parser, new Memory(catalog, answers, autoscalers()), sampleInterval, (user, namespace, autoscaler) -> {
                    asked.add(user.username() + user.groups() + user.extra() + " " + namespace + "/" + autoscaler);
                    return objection;
                });
    }

    private KnownAutoscalers autoscalers() {
        return new KnownAutoscalers() {
            @Override
            public boolean claim(Workload workload) {
                return foreign.contains(workload);
            }

            @Override
            public boolean lack(String namespace, String name) {
                return !existing.contains(namespace + "/" + name);
            }
        };
    }

    List<String> warnings(byte[] body) {
        return warnings(reply(body));
    }

    static List<String> warnings(Reply reply) {
        var response = json(reply).get("response");
        return StreamSupport.stream(response.path("warnings").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static JsonNode json(Reply reply) {
        try {
            return Bodies.JSON.readTree(reply.document().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
