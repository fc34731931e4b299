/**
 * What the product costs, on real parts: {@code ./mvnw -Pbenchmark}. It prints figures, and passes whatever they are.
 *
 * <p>Entry point: {@link com.sysdig.autoscaler.benchmark.Benchmark}; the hot paths are the classes {@code …HotPath} beside what they measure.
 */
@NullMarked
package com.sysdig.autoscaler.benchmark;

import org.jspecify.annotations.NullMarked;
