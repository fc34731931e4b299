package com.sysdig.autoscaler.peers;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.SampleTimes;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.Histories;
import com.sysdig.autoscaler.sample.History;
import com.sysdig.autoscaler.sample.Recovery;
import com.sysdig.autoscaler.sample.Restraint;
import com.sysdig.autoscaler.sample.SourceProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Arrays;

/**
 * The core's records as JSON, component by component, without the core knowing. Strict: an answer that lacks a component, or
 * has one that is not known, is not read at all, so that replicas of different versions never take what they do not understand
 * for a number. What comes beside the answers may be of another version.
 */
@RegisterForReflection(
        targets = {
            Answer.Fresh.class,
            Answer.Partial.class,
            Answer.Stale.class,
            Answer.TooFew.class,
            Answer.Empty.class,
            Answer.Ambiguous.class,
            Answer.NotANumber.class,
            Answer.Doubtful.class,
            Answer.Failed.class,
            Answer.Facts.class,
            Histories.class,
            History.class,
            History.Unseen.class,
            Recovery.class,
            Restraint.class,
            Amount.class,
            SourceProblem.class,
            Question.OfWorkload.class,
            Question.OfQuery.class,
            Question.OfObject.class,
            SampleTimes.class,
            SampleTimes.Sampled.class,
            Shape.class,
            Workload.class,
            Scope.class,
            Matcher.class,
            Aggregation.Basic.class,
            Aggregation.Percentile.class
        })
final class AnswerJson {
    private static final JsonMapper MAPPER = mapper();

    /** Component of {@link Changes}; replicas of older versions do not send it. */
    private static final String RESTRAINT = "restraint";

    private AnswerJson() {}

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours is not JSON", e);
        }
    }

    static Changes read(byte[] body) throws IOException {
        if (!(MAPPER.readTree(body) instanceof ObjectNode node)) {
            throw new IOException("no JSON object");
        }
        if (!node.has(RESTRAINT)) {
            node.putNull(RESTRAINT);
        }
        return MAPPER.treeToValue(node, Changes.class);
    }

    static ToldReads reads(byte[] body) throws IOException {
        var node = MAPPER.readTree(body);
        if (!node.isObject()) {
            throw new IOException("no JSON object");
        }
        return MAPPER.treeToValue(node, ToldReads.class);
    }

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addMixIn(Answer.class, Named.class)
                .addMixIn(Question.class, Named.class)
                .addMixIn(Aggregation.class, Named.class)
                .enable(
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        Arrays.stream(Answer.class.getPermittedSubclasses())
                .map(type -> new NamedType(type, type.getSimpleName()))
                .forEach(builder::registerSubtypes);
        return builder.build();
    }

    /** Says which case of a sealed type it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Named {}
}
