package com.sysdig.autoscaler.testbed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One authorised query as it came to the stand-in.
 *
 * @param time the parameter's text
 * @param underWay the queries that were not answered yet then, this one among them
 */
public record Asked(Instant at, String path, String query, Optional<String> time, List<String> underWay) {
    public Asked {
        underWay = List.copyOf(underWay);
    }
}
