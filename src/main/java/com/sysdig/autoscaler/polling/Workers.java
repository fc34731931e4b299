package com.sysdig.autoscaler.polling;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that wait for the source.
 *
 * @param atOnce so many queries are under way at most
 */
public record Workers(ExecutorService threads, int atOnce) {
    /** Virtual threads. */
    public static Workers of(int atOnce) {
        return new Workers(
                Executors.newFixedThreadPool(
                        atOnce, Thread.ofVirtual().name("poll-", 0).factory()),
                atOnce);
    }
}
