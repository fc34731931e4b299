package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals of 15 s. */
class SharesTest {
    private static final String ONE = "10.0.0.8:8443";
    private static final String OTHER = "10.0.0.9:8443";

    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private Asking asking = new Asking.Us(null);
    private int living;
    private final Shares shares = new Shares(() -> asking, () -> living, () -> now, Duration.ofSeconds(15));

    @Test
    void theOneThatAsksHasEverythingAsLongAsAllCopyFromIt() {
        assertOurs(1);

        shares.heard(ONE);
        shares.heard(OTHER);
        after(10);
        assertOurs(1);
    }

    @Test
    void itLeavesAPartToWhomItHasLostUntilThatOneIsBackOrMustBeDead() {
        shares.heard(ONE);
        shares.heard(OTHER);

        after(11);
        assertOurs(1 / 3d);
        hear(ONE, 15);
        assertOurs(1 / 3d);
        hear(ONE, 10);
        assertOurs(2 / 3d);

        after(601);
        assertOurs(1);
    }

    @Test
    void whoTookLeaveHasNoPartAnyMore() {
        shares.heard(ONE);
        shares.heard(OTHER);
        shares.left(ONE);

        after(11);
        assertOurs(1 / 2d);
    }

    @Test
    void whoHasLostTheOneThatAsksHasOnePartOfAllThatThereWere() {
        asking = new Asking.Another(URI.create("https://10.0.0.7:8443"));
        assertOurs(1 / 2d);

        shares.told(3);
        assertOurs(1 / 3d);
        shares.told(1);
        assertOurs(1 / 2d);
    }

    @Test
    void whoTakesOverWaitsForWhatOthersSentMeanwhile() {
        shares.told(3);
        asking = new Asking.Another(URI.create("https://10.0.0.7:8443"));
        after(40);
        asking = new Asking.Us(null);
        assertOurs(1 / 3d);

        after(20);
        assertOurs(1);
    }

    @Test
    void whoTakesOverAtOnceHasEverythingAtOnce() {
        asking = new Asking.Another(URI.create("https://10.0.0.7:8443"));
        shares.told(3);
        after(20);
        asking = new Asking.Us(null);

        assertOurs(1);
    }

    @Test
    void whoTookOverFromOneThatDidNotLetGoLeavesItItsPartUntilItCopies() {
        asking = new Asking.Another(URI.create("https://" + ONE));
        shares.told(3);
        asking = new Asking.Us(ONE);
        assertOurs(1 / 3d);
        assertThat(shares.replicas()).isEqualTo(2);

        hear(OTHER, 20);
        assertOurs(2 / 3d);
        hear(List.of(ONE, OTHER), 20);
        assertOurs(1);
    }

    @Test
    void whoseClockIsPutBackKnowsAgainSoonWhoIsThere() {
        asking = new Asking.Us(ONE);
        assertOurs(1 / 2d);
        hear(List.of(ONE, OTHER), 40);
        assertOurs(1);

        after(-7_200);
        assertOurs(1 / 2d);
        hear(OTHER, 20);
        assertOurs(2 / 3d);
        hear(OTHER, 590);
        assertOurs(1);
    }

    @Test
    void whoIsThereHasItsPartForAsLongAlsoIfItWasNeverHeard() {
        living = 3;
        assertOurs(1 / 3d);
        hear(ONE, 660);
        assertOurs(2 / 3d);
        hear(List.of(ONE, OTHER), 30);
        assertOurs(1);
    }

    @Test
    void partOfOneThatIsGoneIsFreeAsSoonAsWhatItSentIsNoMatterAnyMore() {
        living = 3;
        hear(List.of(ONE, OTHER), 30);
        hear(ONE, 30);
        assertOurs(2 / 3d);

        living = 2;
        hear(ONE, 20);
        assertOurs(2 / 3d);
        hear(ONE, 5);
        assertOurs(1);
    }

    @Test
    void whoCopiesIsThereAlsoIfItIsNotCounted() {
        living = 1;
        hear(List.of(ONE, OTHER), 30);
        assertOurs(1);
        assertThat(shares.replicas()).isEqualTo(3);
    }

    @Test
    void whoHasNeverHeardOfTheOneThatAsksKnowsHowManyThereAre() {
        asking = new Asking.Unknown();
        living = 3;
        assertOurs(1 / 3d);

        living = 1;
        after(21);
        assertOurs(1 / 2d);
    }

    @Test
    void countsEachReplicaOnce() {
        shares.heard(ONE);
        shares.heard(ONE);
        assertThat(shares.replicas()).isEqualTo(2);

        after(601);
        assertThat(shares.replicas()).isOne();
    }

    private void hear(String replica, int seconds) {
        hear(List.of(replica), seconds);
    }

    private void hear(List<String> replicas, int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            replicas.forEach(shares::heard);
            after(5);
        }
    }

    private void after(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private void assertOurs(double expected) {
        assertThat(shares.ours()).isEqualTo(expected, offset(1e-9));
    }
}
