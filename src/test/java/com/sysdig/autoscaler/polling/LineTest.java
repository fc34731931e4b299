package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Promql;
import com.sysdig.autoscaler.query.Questions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final Line line = new Line(2, query -> query.promql().substring(0, 1));

    @Test
    void changesBetweenParties() {
        add("a1", "a2", "a3", "b1", "c1");

        assertThat(next()).startsWith("a");
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("b1", "c1");
        assertThat(next()).startsWith("a");
    }

    @Test
    void takesOfAPartyWhatWasAskedLongestAgo() {
        add("a1");
        done(next());
        add("a2");
        done(next());
        add("a2", "a1");

        assertThat(next()).isEqualTo("a1");
    }

    @Test
    void leavesWorkersToOthersWhenAPartysQueriesAreSlow() {
        add("a1", "a2", "a3", "b1");

        assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder("a1", "a2", "b1");
        assertThat(next()).isEqualTo("none");
        done("a2");
        assertThat(next()).isEqualTo("a3");
    }

    @Test
    void forgetsWhatIsNotPlannedAnyMoreAndTakesTheTextThatIs() {
        add("a1", "b1");
        line.retain(Map.of(query("b1").identity(), query("b1")));

        assertThat(next()).isEqualTo("b1");
        assertThat(line.waiting()).isZero();
    }

    @Test
    void holdsEachForAWhileOfItsOwn() {
        var held = new HashSet<Object>();
        for (int i = 0; i < 100; i++) {
            line.add(query(i + "x"), START);
            held.add(query(i + "x").identity());
        }
        line.spread(held, new Pause(START, Duration.ofSeconds(10)), new SplittableRandom(1));

        var inHalfOfIt = new ArrayList<String>();
        for (var text = nextAt(5); !text.equals("none"); text = nextAt(5)) {
            inHalfOfIt.add(text);
            done(text);
        }
        assertThat(inHalfOfIt).hasSizeBetween(25, 75);
        assertThat(nextAt(10)).isNotEqualTo("none");
    }

    private void add(String... texts) {
        for (var text : texts) {
            line.add(query(text), START);
        }
    }

    private void done(String text) {
        line.done(query(text));
    }

    private String next() {
        return nextAt(0);
    }

    private String nextAt(int second) {
        return line.next(START.plusSeconds(second), _ -> true)
                .map(PlannedQuery::promql)
                .orElse("none");
    }

    private static PlannedQuery query(String text) {
        return new PlannedQuery.OfQuery(Promql.plain(text), Questions.raw(text));
    }
}
