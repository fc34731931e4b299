package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticeLogTest {
    private static final Notice CREATED = Notices.created();

    private Instant now = Instant.EPOCH;
    private final NoticeLog log = new NoticeLog(() -> now);

    @Test
    void givesANoticeAgainOnlyAfterAnHour() {
        assertThat(log.claim("a", CREATED)).isTrue();
        now = now.plus(NoticeLog.PAUSE).minusMillis(1);
        assertThat(log.claim("a", CREATED)).isFalse();
        now = now.plusMillis(1);
        assertThat(log.claim("a", CREATED)).isTrue();
    }

    @Test
    void tellsWorkloadsReasonsAndMessagesApart() {
        log.claim("a", Notices.refused("quota"));
        assertThat(log.claim("b", Notices.refused("quota"))).isTrue();
        assertThat(log.claim("a", Notices.refused("policy"))).isTrue();
        assertThat(log.claim("a", CREATED)).isTrue();
    }

    @Test
    void releasedNoticeIsDueAgain() {
        log.claim("a", CREATED);
        log.release("a", CREATED);
        assertThat(log.claim("a", CREATED)).isTrue();
    }

    @Test
    void forgetsTheOldestWhenFull() {
        log.claim("first", CREATED);
        now = now.plus(Duration.ofMinutes(1));
        for (int i = 1; i < 20_000; i++) {
            log.claim("w" + i, CREATED);
        }
        assertThat(log.claim("first", CREATED)).isFalse();
        log.claim("one more", CREATED);
        assertThat(log.claim("first", CREATED)).isTrue();
    }
}
