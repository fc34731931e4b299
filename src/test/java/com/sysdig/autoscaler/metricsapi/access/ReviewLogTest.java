package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewLogTest {
    private final Lines lines = new Lines();
    private final Logger logger = Logger.getLogger(ReviewLog.class.getName());

    @BeforeEach
    void listen() {
        logger.addHandler(lines);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(lines);
    }

    @Test
    void saysOnceThatReviewsFailAndOnceThatTheyWorkAgain() {
        var log = new ReviewLog();

        log.note(new AccessAnswer.Allowed());
        log.note(new AccessAnswer.Failed("down"));
        log.note(new AccessAnswer.Failed("down"));
        log.note(new AccessAnswer.Denied(""));
        log.note(new AccessAnswer.Allowed());

        assertThat(lines.levels).containsExactly("WARN", "INFO");
    }

    private static final class Lines extends Handler {
        private final List<String> levels = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            levels.add(line.getLevel().getName());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
