package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private final HandClock clock = new HandClock();
    private final RequestBudget budget = new RequestBudget(3, clock);

    @Test
    void givesNoMoreThanTheLimitInAnyMinute() {
        take(1);
        clock.forward(Duration.ofSeconds(59));
        take(2);
        assertThat(budget.take()).contains(Duration.ofSeconds(1));

        clock.forward(Duration.ofSeconds(1));
        take(1);
        assertThat(budget.take()).contains(Duration.ofSeconds(59));
    }

    @Test
    void obeysSysdigsLimitWhereItIsLower() {
        budget.heed(2);
        take(2);

        assertThat(budget.take()).contains(Duration.ofMinutes(1));
    }

    @Test
    void waitsForAllThatIsOverALimitThatFell() {
        take(1);
        clock.forward(Duration.ofSeconds(10));
        take(2);
        budget.heed(1);

        assertThat(budget.take()).contains(Duration.ofMinutes(1));
    }

    @Test
    void neverExceedsItsOwnCeiling() {
        budget.heed(4096);
        take(3);

        assertThat(budget.take()).isPresent();
    }

    @Test
    void returnsToItsOwnCeilingWhenSysdigsLimitRises() {
        budget.heed(1);
        budget.heed(4096);

        take(3);
    }

    @Test
    void isClosedUntilThePauseIsOver() {
        budget.close(Duration.ofSeconds(7));
        clock.forward(Duration.ofMillis(6_999));
        assertThat(budget.take()).contains(Duration.ofMillis(1));

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
    void staysALimitAndOpensInAMinuteWhenTheClockIsSetBack() {
        take(3);
        clock.back(Duration.ofHours(5));

        assertThat(budget.take()).contains(Duration.ofMinutes(1));
        clock.forward(Duration.ofMinutes(1));
        take(1);
    }

    @Test
    void doesNotPauseForHoursWhenTheClockIsSetBack() {
        budget.close(Duration.ofSeconds(7));
        clock.back(Duration.ofHours(5));

        assertThat(budget.take()).contains(Duration.ofSeconds(7));
    }

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(budget.take()).isEmpty();
        }
    }
}
