package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerMaker;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.ClockSkew;
import com.sysdig.autoscaler.sample.History.Presence;
import com.sysdig.autoscaler.sample.Recovery;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Restrained;
import com.sysdig.autoscaler.sample.Restraint;
import com.sysdig.autoscaler.sample.SourceProblem;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From one replica's store over the wire into another's. */
class PublicationTest {
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    private static final Answer.Fresh SEVEN = fresh(7_000, AT);
    private static final Answer.Failed FAILED = new Answer.Failed(
            new SourceProblem(SourceProblem.Reason.UNREACHABLE, "no route", null), AT.plusSeconds(15));
    private static final Question QUEUE = Questions.raw("queue_length");
    private static final Question WEB = Questions.wanted("shop", "web");

    private Set<Question> wanted = Set.of(QUEUE, WEB);
    private final AnswerStore there = new AnswerStore(Duration.ofSeconds(45));
    private final AnswerStore here = new AnswerStore(Duration.ofSeconds(45));
    private Asking asking = new Asking.Us(null);
    private final Shares shares = new Shares(() -> asking, () -> 0, () -> AT, Duration.ofSeconds(15));
    private Restraint told = new Restraint(Duration.ZERO, 60, 1);
    private final Restrained source = new Restrained() {
        @Override
        public Restraint restraint() {
            return told;
        }

        @Override
        public void obey(Restraint other) {}
    };
    private final Publication publication = new Publication(
            () -> wanted,
            there,
            new Peers(
                    new QuestionKeys(),
                    new Contact(
                            () -> AT,
                            new PollSettings(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(10)),
                            () -> new Asking.Us(null)),
                    shares,
                    source));
    private final Copies copies = new Copies(here, new QuestionKeys());

    @ParameterizedTest
    @MethodSource("answers")
    void everyKindOfAnswerArrivesAsItWas(Answer answer) throws IOException {
        there.put(Map.of(QUEUE, answer));

        copy("");

        assertThat(here.history(QUEUE)).isEqualTo(there.history(QUEUE));
    }

    static Stream<Answer> answers() {
        var problem = new SourceProblem(SourceProblem.Reason.LIMITED, "429 \"slow down\"", Duration.ofSeconds(7));
        return Stream.of(
                SEVEN,
                new Answer.Fresh(new Amount(1), new Answer.Facts(null, AT.minusMillis(1_234), null, null), AT),
                new Answer.Partial(
                        new Answer.Fresh(new Amount(1), new Answer.Facts(1L, 10L, AT, 2L, 3L, 4L), AT),
                        Answer.Lack.SAMPLES,
                        AT),
                new Answer.Stale(AT.minusSeconds(90), AT),
                new Answer.Stale(null, AT),
                new Answer.TooFew(AT, AT),
                new Answer.Empty(AT),
                new Answer.Ambiguous(3, AT),
                new Answer.NotANumber("NaN", AT),
                new Answer.Doubtful("partial", AT),
                new Answer.Failed(problem, AT),
                new Answer.Failed(new SourceProblem(SourceProblem.Reason.INTERNAL, "x", null), AT));
    }

    @Test
    void lastGoodNumberComesWithTheGapThatFollowedIt() throws IOException {
        there.put(Map.of(QUEUE, SEVEN));
        there.put(Map.of(QUEUE, new Answer.Empty(AT.plusSeconds(15))));

        copy("");

        assertThat(here.history(QUEUE)).isEqualTo(there.history(QUEUE));
    }

    @Test
    void soDoesANumberOfAWindowThatWasNotFullYet() throws IOException {
        there.put(Map.of(QUEUE, new Answer.Fresh(new Amount(7), new Answer.Facts(1L, 10L, AT, 2L, 3L, 4L), AT)));
        there.put(Map.of(QUEUE, new Answer.Empty(AT.plusSeconds(15))));

        copy("");

        assertThat(here.history(QUEUE)).isEqualTo(there.history(QUEUE));
        assertThat(here.history(QUEUE).reference()).isNotNull();
    }

    /** As of a process that was restarted at the address that the lease still names. */
    @Test
    void nothingIsCopiedFromOneThatDoesNotTakeItselfForTheOneThatAsks() {
        var resource = new AnswersResource(publication);
        asking = new Asking.Unknown();

        assertThatThrownBy(() -> resource.answers("", "10.0.0.8:8443", false))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(resource.answers("", "10.0.0.8:8443", true)).isEmpty();
        asking = new Asking.Us(null);
        assertThat(resource.answers("", "10.0.0.8:8443", false)).isNotEmpty();
    }

    @Test
    void oneThatCopiesAnswersWhomItCopiesFromAndNobodyElse() {
        var resource = new AnswersResource(publication);
        asking = new Asking.Another(URI.create("https://10.0.0.7:8443"));

        assertThat(resource.answers("", "10.0.0.7:8443", false)).isNotEmpty();
        assertThatThrownBy(() -> resource.answers("", "10.0.0.8:8443", false))
                .isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void howManyReplicasThereAreIsSentWithIt() {
        publication.heard("10.0.0.8:8443");
        publication.heard("10.0.0.9:8443");
        publication.left("10.0.0.9:8443");

        assertThat(publication.since("").replicas()).isEqualTo(2);
    }

    @Test
    void whatTheSourceToldIsSentWithIt() throws IOException {
        told = new Restraint(Duration.ofMillis(7_250), 12, 0.25);

        assertThat(sent("").restraint()).isEqualTo(told);
    }

    /** Or an update could not copy what there was before it. */
    @Test
    void replicasOfOtherVersionsThatTellLessOrMoreOfItAreUnderstood() throws IOException {
        var less = AnswerJson.read(bytes("{\"until\":\"1\",\"replicas\":2,\"answers\":[]}"));
        var more = AnswerJson.read(
                bytes("{\"until\":\"1\",\"replicas\":2,\"restraint\":null,\"mood\":{\"good\":true},\"answers\":[]}"));

        assertThat(less).isEqualTo(new Changes("1", 2, null, List.of())).isEqualTo(more);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void onlyWhatChangedIsSentAgain() {
        there.put(Map.of(QUEUE, SEVEN, WEB, SEVEN));
        var first = publication.since("");
        assertThat(first.answers()).hasSize(2);
        assertThat(publication.since(first.until()).answers()).isEmpty();

        there.put(Map.of(WEB, fresh(8_000, AT.plusSeconds(15))));
        assertThat(publication.since(first.until()).answers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "another-process.7", "."})
    void everythingIsSentToWhomItIsNew(String moment) {
        there.put(Map.of(QUEUE, SEVEN));
        publication.since("");

        assertThat(publication.since(moment).answers()).hasSize(1);
    }

    /** Or a follower would hold until its clock says again what it said before. */
    @Test
    void afterTheClockWasPutBackOlderAnswersReplaceNewerOnes() throws IOException {
        here.put(Map.of(QUEUE, fresh(9_000, AT.plus(Duration.ofHours(1)))));
        there.put(Map.of(QUEUE, SEVEN));
        there.put(Map.of(QUEUE, new Answer.Empty(AT.plusSeconds(15))));

        copy("");
        copy("");

        assertThat(here.history(QUEUE)).isEqualTo(there.history(QUEUE));
    }

    /** Or the wrong time of the replica that asks would be everybody's. */
    @ParameterizedTest(name = "once, by a clock {0} s ahead")
    @ValueSource(longs = {-900, 480})
    void answerToAnotherTimeNeitherForgetsWhatWasNorBlocksWhatComes(long ahead) throws IOException {
        there.put(Map.of(QUEUE, SEVEN));
        copy("");
        var asked = AT.plusSeconds(15);
        there.put(ofAnotherTime(asked, ahead));
        copy("");
        there.put(Map.of(QUEUE, fresh(1_000, asked.plusSeconds(15))));
        copy("");

        assertThat(here.histories(QUEUE)).isEqualTo(there.histories(QUEUE));
        assertThat(here.history(QUEUE).latest()).isEqualTo(fresh(1_000, asked.plusSeconds(15)));
        assertThat(here.history(QUEUE).recovery())
                .isEqualTo(new Recovery(SEVEN.amount(), asked, asked.plusSeconds(15), null));
    }

    private Map<Question, Answer> ofAnotherTime(Instant asked, long ahead) {
        var skew = new ClockSkew();
        skew.heard(asked, asked.plusSeconds(ahead));
        var query = new QueryPlanner("ours", Duration.ofSeconds(10), new Splits(() -> AT))
                .plan(Set.of(QUEUE))
                .getFirst();
        return new AnswerMaker(Duration.ofSeconds(10), Duration.ZERO, _ -> OptionalLong.empty(), skew)
                .answers(query, new Reply.Rows(List.of(), List.of()), asked.plusSeconds(ahead));
    }

    @Test
    void newerAnswerOfOursStaysAndARepeatedOneIsCountedOnce() throws IOException {
        there.put(Map.of(QUEUE, SEVEN, WEB, new Answer.Empty(AT)));
        var newer = fresh(9_000, AT.plusSeconds(1));
        here.put(Map.of(QUEUE, newer));

        copy("");
        copy("");

        assertThat(here.history(QUEUE).latest()).isEqualTo(newer);
        assertThat(here.history(WEB).missing()).isEqualTo(1);
    }

    @Test
    void answerToAQuestionThatIsNotKnownHereYetIsKeptForIt() throws IOException {
        there.put(Map.of(QUEUE, SEVEN, WEB, SEVEN));
        var changes = sent("");

        copies.take(changes, Set.of(), AT);
        assertThat(here.latest()).isEmpty();

        copies.take(new Changes("", 1, null, List.of()), Set.of(WEB), AT.plusSeconds(600));
        assertThat(here.history(WEB).latest()).isEqualTo(SEVEN);
        assertThat(here.history(QUEUE).latest()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {601, -1})
    void answerToAQuestionThatStaysUnknownIsForgotten(int later) throws IOException {
        there.put(Map.of(QUEUE, SEVEN));

        copies.take(sent(""), Set.of(), AT);
        copies.take(new Changes("", 1, null, List.of()), Set.of(QUEUE), AT.plusSeconds(later));

        assertThat(here.history(QUEUE).latest()).isNull();
    }

    /** It begins anew there as well. */
    @Test
    void whatWasTakenOnceIsNotTakenAgainForAQuestionThatComesBack() throws IOException {
        there.put(Map.of(QUEUE, SEVEN));
        copy("");
        here.retain(Set.of());

        copies.take(new Changes("", 1, null, List.of()), wanted, AT.plusSeconds(60));

        assertThat(here.history(QUEUE).latest()).isNull();
    }

    /** As it came, and not as it was corrected: who copies doubts what the other doubts. */
    @ParameterizedTest(name = "{0}, {1} and {2} samples")
    @CsvSource({"12,12,12", "3,6,12"})
    void whoCopiesEachNumberKnowsOfPodsThatWereNotSeen(long first, long second, long third) throws IOException {
        for (var number : List.of(
                pods(100, 10, first, AT),
                pods(101, 5, second, AT.plusSeconds(15)),
                pods(50, 10, third, AT.plusSeconds(30)))) {
            there.put(Map.of(WEB, number));
            copy("");
        }

        assertThat(here.histories(WEB)).isEqualTo(there.histories(WEB));
        assertThat(here.history(WEB).unseen()).isNotNull();
    }

    /** Or it would serve the lower number where the other waits until the window is full. */
    @Test
    void soDoesWhoMissedTheNumberInWhichTheyWereNot() throws IOException {
        there.put(Map.of(WEB, pods(100, 10, 12, AT)));
        copy("");
        there.put(Map.of(WEB, pods(50, 5, 12, AT.plusSeconds(15))));
        there.put(Map.of(WEB, pods(60, 10, 12, AT.plusSeconds(30))));
        there.put(Map.of(WEB, new Answer.Empty(AT.plusSeconds(45))));
        there.put(Map.of(WEB, pods(60, 10, 12, AT.plusSeconds(60))));

        copy("");

        assertThat(here.history(WEB).lastGood()).isEqualTo(pods(100, 10, 12, AT));
        assertThat(here.history(WEB).latest())
                .isInstanceOfSatisfying(
                        Answer.Partial.class,
                        partial -> assertThat(partial.lack()).isEqualTo(Answer.Lack.WINDOW));
        assertThat(here.history(WEB).unseen())
                .isNotNull()
                .isEqualTo(there.history(WEB).unseen());
    }

    private static Answer.Fresh pods(long thousandths, long pods, long samples, Instant at) {
        return new Answer.Fresh(new Amount(thousandths), new Answer.Facts(samples, 12L, at, pods, 10L, pods), at);
    }

    /** One query per interval is asked in an outage: most failures are old, and no reason to wait for another. */
    @Test
    void newReplicaKnowsAFailureHoweverLongAgoItWas() throws IOException {
        there.put(Map.of(QUEUE, SEVEN));
        there.put(Map.of(QUEUE, FAILED));

        copies.take(sent(""), wanted, AT.plus(Duration.ofHours(1)));

        assertThat(here.histories(QUEUE)).isEqualTo(there.histories(QUEUE));
    }

    /** Or a lower number would count at once where the replicas that were there wait. */
    @Test
    void newReplicaKnowsTheGapsThatAreOver() throws IOException {
        there.put(Map.of(QUEUE, SEVEN));
        there.put(Map.of(QUEUE, new Answer.Empty(AT.plusSeconds(15))));
        there.put(Map.of(QUEUE, fresh(1_000, AT.plusSeconds(600))));
        there.put(Map.of(QUEUE, fresh(1_000, AT.plusSeconds(615))));

        copy("");

        assertThat(here.histories(QUEUE)).isEqualTo(there.histories(QUEUE));
        assertThat(here.history(QUEUE).recovery()).isNotNull();
        assertThat(here.history(QUEUE, OnEmpty.ZERO)).isEqualTo(there.history(QUEUE, OnEmpty.ZERO));
    }

    /** Which it does where listing took longer than a holder of the lease is waited for. */
    @Test
    void newReplicaThatAskedBeforeItCopiedKnowsWhatWasBefore() throws IOException {
        there.put(Map.of(QUEUE, SEVEN, WEB, new Answer.Empty(AT)));
        there.put(Map.of(QUEUE, new Answer.Empty(AT.plusSeconds(15))));
        var failed = new Answer.Failed(FAILED.problem(), AT.plusSeconds(16));
        here.put(Map.of(QUEUE, failed, WEB, failed));

        copy("");
        there.put(Map.of(QUEUE, failed, WEB, failed));

        assertThat(here.histories(QUEUE)).isEqualTo(there.histories(QUEUE));
        assertThat(here.history(QUEUE).reference()).isEqualTo(SEVEN);
        assertThat(here.histories(WEB)).isEqualTo(there.histories(WEB));
    }

    /** Or it would forget what its new leader, which may have been cut off, never heard of. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLedOrCopiedBeforeKeepsWhatItKnows(boolean led) throws IOException {
        if (led) {
            copies.lead();
        } else {
            copy("");
        }
        here.put(Map.of(QUEUE, SEVEN));
        here.put(Map.of(QUEUE, FAILED));
        there.put(Map.of(QUEUE, new Answer.Empty(AT.plusSeconds(30))));

        copy("");

        assertThat(here.history(QUEUE).latest()).isEqualTo(new Answer.Empty(AT.plusSeconds(30)));
        assertThat(here.history(QUEUE).reference()).isEqualTo(SEVEN);
    }

    @Test
    void newReplicaKnowsForHowLongThereWasNoNumber() throws IOException {
        there.put(Map.of(QUEUE, SEVEN));
        there.put(Map.of(QUEUE, FAILED));
        there.noteSilence(FAILED.at().plusSeconds(60));

        copy("");

        assertThat(here.histories(QUEUE)).isEqualTo(there.histories(QUEUE));
        assertThat(here.history(QUEUE).presence()).isEqualTo(Presence.MISSING);
    }

    @Test
    void noTwoQuestionsHaveOneKey() {
        var keys = new QuestionKeys();
        var questions = Stream.of(
                        Questions.wanted("shop", "web"),
                        Questions.wanted("shop", "web2"),
                        Questions.wanted("shop2", "web"),
                        Questions.wanted(Questions.shape("other"), "shop", "web"),
                        scoped(Matcher.equal("a", "b"), Matcher.equal("c", "d")),
                        scoped(Matcher.equal("a", "b\", op=EQUAL], Matcher[label=\"c")),
                        Questions.raw("sum(a)"),
                        Questions.raw("sum(b)"))
                .map(keys::of)
                .toList();

        assertThat(questions).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}"})
    void whatIsNotUnderstoodIsNoAnswerAtAll(String body) {
        assertThatThrownBy(() -> AnswerJson.read(bytes(body))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"is\":\"Other\",\"at\":1}",
                "{\"is\":\"Empty\"}",
                "{\"is\":\"Empty\",\"at\":1,\"sure\":false}",
                "{\"is\":\"Fresh\",\"at\":1,\"amount\":{},\"facts\":{\"samples\":1,\"newestSample\":1,\"pods\":1,\"series\":1}}",
                "{\"is\":\"Fresh\",\"at\":1,\"amount\":{\"thousandths\":null},\"facts\":{\"samples\":1,\"newestSample\":1,\"pods\":1,\"series\":1}}"
            })
    void answerThatIsNotUnderstoodIsNone(String latest) {
        assertThatCode(() -> AnswerJson.read(known("{\"is\":\"Empty\",\"at\":1}")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AnswerJson.read(known(latest))).isInstanceOf(IOException.class);
    }

    private static byte[] known(String latest) {
        return bytes("""
                {"until":"1","replicas":2,"answers":[{"question":"q","known":{"sinceEmpty":null,"emptyIsMissing":{"latest":%s,\
                "lastGood":null,"early":null,"missing":1,"missingSince":1,"recovery":null,"unseen":null}}}]}""".formatted(latest));
    }

    private void copy(String moment) throws IOException {
        copies.take(sent(moment), wanted, AT);
    }

    private Changes sent(String moment) throws IOException {
        return AnswerJson.read(AnswerJson.write(publication.since(moment)));
    }

    private static Question scoped(Matcher... matchers) {
        var plain = Questions.SHAPE;
        return Questions.wanted(
                new Shape(
                        plain.metric(),
                        plain.function(),
                        plain.window(),
                        plain.aggregation(),
                        new Scope(List.of(matchers))),
                "shop",
                "web");
    }

    private static Answer.Fresh fresh(long thousandths, Instant at) {
        return new Answer.Fresh(new Amount(thousandths), new Answer.Facts(12L, at.minusSeconds(4), 3L, 3L), at);
    }
}
