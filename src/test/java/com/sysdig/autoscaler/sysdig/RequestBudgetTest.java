package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.sample.Restraint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final Duration QUARTER = RequestBudget.WINDOW.dividedBy(4);

    private final HandClock clock = new HandClock();
    private double share = 1;
    private final RequestBudget budget = new RequestBudget(8, () -> share, clock);

    @Test
    void givesNoMoreThanTheCeilingInAnyMinuteHoweverEagerlyItIsAsked() {
        var taken = takeAll(Duration.ofMinutes(10));

        assertThat(taken)
                .hasSizeBetween(70, 80)
                .allSatisfy(first -> assertThat(taken)
                        .filteredOn(
                                other -> !other.isBefore(first) && other.isBefore(first.plus(Duration.ofMinutes(1))))
                        .hasSizeLessThanOrEqualTo(8));
    }

    @Test
    void givesAQuarterOfItInAQuarterOfAMinuteSoThatNobodyWaitsForAMinute() {
        var taken = takeAll(Duration.ofMinutes(10));

        assertThat(taken)
                .allSatisfy(first -> assertThat(taken)
                        .filteredOn(other -> !other.isBefore(first) && other.isBefore(first.plusSeconds(15)))
                        .hasSizeLessThanOrEqualTo(2));
    }

    @Test
    void tellsHowLongThereIsNoneToBeHad() {
        take(2);
        clock.forward(Duration.ofSeconds(5));

        assertThat(budget.take()).contains(QUARTER.minusSeconds(5));
        assertThat(budget.room()).isZero();
        clock.forward(QUARTER.minusSeconds(5));
        assertThat(budget.room()).isEqualTo(2);
    }

    @Test
    void keepsWhatIsAskedForFirstAttempts() {
        assertThat(budget.takeAnother(2)).isFalse();
        assertThat(budget.takeAnother(1)).isTrue();

        take(1);
    }

    @Test
    void obeysSysdigsLimitWhereItIsLowerAndReturnsWhenItRises() {
        budget.heed(4);
        assertThat(budget.limit()).isEqualTo(4);
        assertThat(takeAll(Duration.ofMinutes(5))).hasSizeLessThanOrEqualTo(5 * 4 + 1);

        budget.heed(4096);
        assertThat(budget.limit()).isEqualTo(8);
    }

    @Test
    void waitsForAllThatIsOverALimitThatFell() {
        take(2);
        clock.forward(QUARTER);
        take(2);
        budget.heed(1);

        assertThat(budget.take()).contains(RequestBudget.WINDOW);
    }

    @Test
    void givesAReplicaItsShareOnly() {
        share = 0.5;

        assertThat(budget.limit()).isEqualTo(4);
        assertThat(takeAll(Duration.ofMinutes(10))).hasSizeBetween(35, 40);
        share = 0.01;
        assertThat(budget.limit()).isEqualTo(1);
    }

    @Test
    void partsOfOneCeilingStayBelowItTogetherAlsoInTheMinuteInWhichTheyChange() {
        var third = 1 / 3d;
        var alone = new Parts(200, List.of(1.0, 0.0, 0.0));
        var cut = List.of(
                alone, // it gives before the others take, and takes after they gave
                new Parts(20, List.of(third, 0.0, 0.0)),
                new Parts(200, List.of(third, third, third)),
                new Parts(20, List.of(third, 0.0, 0.0)),
                alone);
        var dead = List.of(
                alone,
                new Parts(30, List.of(0.0, 0.0, 0.0)),
                new Parts(40, List.of(0.0, third, third)),
                new Parts(20, List.of(0.0, third, 0.0)),
                new Parts(200, List.of(0.0, 1.0, 0.0)));

        assertThat(mostInAMinute(cut)).isBetween(100L, 120L);
        assertThat(mostInAMinute(dead)).isBetween(100L, 120L);
    }

    /** Of three replicas, for so many seconds. */
    private record Parts(int seconds, List<Double> each) {}

    /** By replicas that take all they get. */
    private long mostInAMinute(List<Parts> course) {
        var now = new double[3];
        var budgets = IntStream.range(0, 3)
                .mapToObj(i -> new RequestBudget(120, () -> now[i], clock))
                .toList();
        var taken = new ArrayList<Instant>();
        for (var parts : course) {
            Arrays.setAll(now, parts.each::get);
            for (int second = 0; second < parts.seconds; second++) {
                IntStream.range(0, 3).filter(i -> now[i] > 0).forEach(i -> {
                    while (budgets.get(i).take().isEmpty()) {
                        taken.add(clock.instant());
                    }
                });
                clock.forward(Duration.ofSeconds(1));
            }
        }
        return taken.stream()
                .mapToLong(first -> taken.stream()
                        .filter(other -> !other.isBefore(first) && other.isBefore(first.plus(Duration.ofMinutes(1))))
                        .count())
                .max()
                .orElseThrow();
    }

    @Test
    void isClosedUntilThePauseIsOver() {
        budget.close(Duration.ofSeconds(7));
        clock.forward(Duration.ofMillis(6_999));
        assertThat(budget.take()).contains(Duration.ofMillis(1));
        assertThat(budget.room()).isZero();

        clock.forward(Duration.ofMillis(1));
        take(1);
    }

    @Test
    void keepsTheLongerOfTwoPauses() {
        budget.close(Duration.ofSeconds(7));
        budget.close(Duration.ofSeconds(1));

        assertThat(budget.take()).contains(Duration.ofSeconds(7));
    }

    @Test
    void givesHalfOfWhatWasTooMuchAndATenthOfTheLimitMoreEachMinute() {
        takeAll(Duration.ofMinutes(2));
        budget.close(Duration.ofSeconds(30));
        assertThat(budget.limit()).isEqualTo(4);

        clock.forward(Duration.ofSeconds(30));
        assertThat(budget.limit()).isEqualTo(4);
        assertThat(takeAll(Duration.ofMinutes(1))).hasSizeBetween(3, 4);
        assertThat(takeAll(Duration.ofMinutes(1))).hasSizeBetween(4, 5);
        clock.forward(Duration.ofMinutes(3));
        assertThat(budget.limit()).isEqualTo(8);
    }

    @Test
    void givesLessThanWasSentAlsoWhereThatWasFarBelowTheLimit() {
        take(2);
        clock.forward(Duration.ofMinutes(1));
        budget.close(Duration.ofSeconds(1));

        assertThat(budget.limit()).isEqualTo(1);
    }

    @Test
    void isLoweredOnceByAnswersThatCameTogether() {
        takeAll(Duration.ofMinutes(2));
        budget.close(Duration.ofSeconds(5));
        budget.close(Duration.ofSeconds(5));

        assertThat(budget.limit()).isEqualTo(4);
    }

    @Test
    void comesOneByOneAfterAPause() {
        takeAll(Duration.ofMinutes(2));
        budget.close(Duration.ofSeconds(61));
        clock.forward(Duration.ofSeconds(61));

        take(1);
        assertThat(budget.take()).contains(RequestBudget.WINDOW.dividedBy(4));
    }

    /** Or a limit that was raised would not survive a roll-out. */
    @Test
    void replicaThatObeysOneThatWasToldNoLimitKeepsItsOwn() {
        var raised = new RequestBudget(16, () -> share, clock);
        raised.obey(budget.restraint());
        assertThat(raised.limit()).isEqualTo(16);

        raised.heed(10);
        raised.obey(budget.restraint());
        assertThat(raised.limit()).isEqualTo(10);
    }

    @Test
    void replicaThatObeysAnotherIsClosedAsLongAndGivesAsLittleAfterwards() {
        var successor = new RequestBudget(8, () -> share, clock);
        takeAll(Duration.ofMinutes(2));
        budget.heed(6);
        budget.close(Duration.ofSeconds(30));

        for (int second = 0; second < 30; second++) {
            successor.obey(budget.restraint());
            assertThat(successor.take()).contains(Duration.ofSeconds(30 - second));
            clock.forward(Duration.ofSeconds(1));
        }

        successor.obey(budget.restraint());
        assertThat(successor.limit()).isEqualTo(budget.limit()).isLessThanOrEqualTo(4);
        assertThat(successor.take()).isEmpty();
        clock.forward(Duration.ofMinutes(10));
        successor.obey(budget.restraint());
        assertThat(successor.limit()).isEqualTo(6).isEqualTo(budget.limit());
    }

    @Test
    void longerPauseOfItsOwnStaysWhateverAnotherReplicaWasTold() {
        budget.close(Duration.ofSeconds(7));
        budget.obey(new Restraint(Duration.ofSeconds(1), 8, 1));

        assertThat(budget.take()).contains(Duration.ofSeconds(7));
    }

    @Test
    void staysALimitAndOpensInAMinuteWhenTheClockIsSetBack() {
        takeAll(Duration.ofMinutes(1));
        clock.back(Duration.ofHours(5));

        assertThat(budget.take()).contains(RequestBudget.WINDOW);
        clock.forward(RequestBudget.WINDOW);
        take(2);
    }

    @Test
    void doesNotPauseForHoursWhenTheClockIsSetBack() {
        budget.close(Duration.ofSeconds(7));
        clock.back(Duration.ofHours(5));

        assertThat(budget.take()).contains(Duration.ofSeconds(7));
    }

    @Test
    void metersTellTheLimitAndWhatIsLeftOfIt() {
        var registry = new SimpleMeterRegistry();
        new SysdigMeters(registry).watch(budget);
        assertThat(gauge(registry, "limit")).isEqualTo(8);
        assertThat(gauge(registry, "left")).isEqualTo(2);

        take(1);
        assertThat(gauge(registry, "left")).isEqualTo(1);
        take(1);
        assertThat(gauge(registry, "left")).isZero();
        clock.forward(QUARTER);
        assertThat(gauge(registry, "left")).isEqualTo(2);
        budget.close(Duration.ofSeconds(7));
        assertThat(gauge(registry, "left")).isZero();
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get("sysdig.autoscaler.requests." + name).gauge().value();
    }

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(budget.take()).isEmpty();
        }
    }

    /** Tries four times a second. */
    private List<Instant> takeAll(Duration during) {
        var taken = new ArrayList<Instant>();
        for (long millis = 0; millis < during.toMillis(); millis += 250) {
            if (budget.take().isEmpty()) {
                taken.add(clock.instant());
            }
            clock.forward(Duration.ofMillis(250));
        }
        return taken;
    }
}
