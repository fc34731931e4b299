package com.sysdig.autoscaler.workload;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Tells when so many workloads are reconciled at once that what is less urgent should leave the API server to them. */
final class Rush {
    /** Under way at once with nothing special going on. */
    private static final int FEW = 5;

    private final Lock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private int underWay;

    /** Runs a reconciliation as a part of it. */
    <T> T with(Supplier<T> reconciliation) {
        add(1);
        try {
            return reconciliation.get();
        } finally {
            add(-1);
        }
    }

    /** Returns at once where there is none, and anyway after that time, which may be over; an interruption ends the wait and stays set. */
    void awaitEnd(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (underWay > FEW && left > 0) {
                left = over.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void add(int count) {
        lock.lock();
        try {
            underWay += count;
            if (underWay == FEW) {
                over.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
