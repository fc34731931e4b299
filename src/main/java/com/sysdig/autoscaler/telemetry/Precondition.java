package com.sysdig.autoscaler.telemetry;

import java.util.function.BooleanSupplier;

/**
 * Something that has to be so before we can answer truthfully.
 *
 * @param name in the report, {@code certificate}
 * @param met never blocks
 * @param waitingFor what is missing while it is not, for the report
 */
public record Precondition(String name, BooleanSupplier met, String waitingFor) {}
