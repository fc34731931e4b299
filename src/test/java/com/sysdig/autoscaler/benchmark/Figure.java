package com.sysdig.autoscaler.benchmark;

/** One line of the result. {@code goal} may be empty. */
record Figure(String part, String what, double value, String unit, String goal) {}
