package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongQueryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"foo + ", "foo ^ ", "foo * ", "foo == ", "foo or ", "foo and ", "foo unless on (b) "})
    void takesMemoryInProportionToItsLength(String link) {
        allocatedFor(link.repeat(2000));

        long shorter = allocatedFor(link.repeat(1000));
        long longer = allocatedFor(link.repeat(8000));

        // Eight times the text takes eight times the memory; were each part copied per level, thirty times and more.
        assertThat(longer).isLessThan(2 * 8 * shorter);
    }

    private static long allocatedFor(String links) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(query(links + "foo").canonicalText()).isEqualTo(links + "foo");
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
