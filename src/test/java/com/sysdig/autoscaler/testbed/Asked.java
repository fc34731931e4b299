package com.sysdig.autoscaler.testbed;

import java.time.Instant;
import java.util.Optional;

/** One authorised query as it came to the stand-in; {@code time} is the parameter's text. */
public record Asked(Instant at, String path, String query, Optional<String> time) {}
