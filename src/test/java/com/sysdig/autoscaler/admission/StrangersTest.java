package com.sysdig.autoscaler.admission;

import static com.sysdig.autoscaler.admission.Admitting.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.sample.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever shows no key learns of the cluster nothing at all, and of what they posted everything. */
class StrangersTest {
    private final Admitting admitting = new Admitting();

    @Test
    void memoryMakesNoDifferenceToAStranger() {
        for (var annotations : List.of(Bodies.annotated(), adopting())) {
            var body = Bodies.review(annotations);
            var knowingNothing = text(new Admitting().replyToStranger(body));

            admitting.manages(new Workload(WorkloadKind.STATEFUL_SET, "shop", "web"), Bodies.annotated());
            admitting.claims(WEB);
            admitting.exists("shop/old");
            admitting.objects("no");
            admitting.answered(WEB, Bodies.annotated(), new Answer.Empty(Instant.EPOCH));

            assertThat(text(admitting.replyToStranger(body))).isEqualTo(knowingNothing);
            assertThat(text(admitting.reply(body)))
                    .as("what an API server is told")
                    .isNotEqualTo(knowingNothing);
        }
    }

    @Test
    void nobodysRightsAreAskedForAStranger() {
        var reply = admitting.replyToStranger(Bodies.review(adopting()));

        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DENIED);
        assertThat(text(reply)).contains("told to the API server only");
        assertThat(admitting.asked()).isEmpty();
    }

    @Test
    void whatIsPostedIsCheckedForAStrangerAsWell() {
        var reply = admitting.replyToStranger(Bodies.review(Map.of("sysdig.com/scale-target", "lots")));

        assertThat(text(reply)).contains("is not a Kubernetes quantity");
    }

    private static Map<String, String> adopting() {
        var annotations = new HashMap<>(Bodies.annotated());
        annotations.put("sysdig.com/scale-adopt", "old");
        return annotations;
    }

    private static String text(Reply reply) {
        return Admitting.json(reply).toString();
    }

    @Test
    void fieldNamesThatStrangersPostAreForgotten() {
        var posted = Bodies.review(Map.of("sysdig.com/scale-" + UUID.randomUUID(), "1"));
        assertThat(key(posted)).isNotSameAs(key(posted));
    }

    private static String key(byte[] body) {
        return ReviewReader.read(body) instanceof Incoming.Review review && review.object() != null
                ? review.object().annotations().keySet().iterator().next()
                : "";
    }
}
