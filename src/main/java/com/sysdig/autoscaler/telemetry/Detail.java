package com.sysdig.autoscaler.telemetry;

import java.util.function.Supplier;

/**
 * Something that the readiness report tells and that is no reason not to be ready.
 *
 * @param name in the report, {@code budget}
 * @param text how it stands; never blocks
 */
public record Detail(String name, Supplier<String> text) {}
