package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.sample.Served.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last good number, where a gap may be filled with it. */
final class StandIn {
    private static final Duration NEVER_DOWN = Duration.ofHours(1);

    private StandIn() {}

    static Optional<Value> of(Answer.@Nullable Fresh lastGood, Use use, Instant now) {
        return Optional.ofNullable(lastGood)
                .filter(good -> mayServe(good, use, now))
                .map(good -> new Value(good.amount(), good.facts().newestSample()));
    }

    private static boolean mayServe(Answer.Fresh good, Use use, Instant now) {
        return switch (use.onMissing()) {
            case OnMissing.Hold _, OnMissing.AtLeast _ -> false;
            case OnMissing.LastKnown(var limit) -> isWithin(limit, good, now);
            case OnMissing.NeverDown _ -> isWithin(NEVER_DOWN, good, now) && use.asks(good.amount()) > use.wanted();
        };
    }

    private static boolean isWithin(Duration limit, Answer.Fresh good, Instant now) {
        var taken = good.facts().newestSample();
        return !taken.isAfter(now) && !taken.isBefore(now.minus(limit));
    }
}
