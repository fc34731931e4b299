package com.sysdig.autoscaler.metricsapi.access;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An API server whose reviews fail or hang, which a real one does not do when asked to. */
final class ScriptedReviews implements Reviews {
    /** What was asked, in order; tokens as they are. Guarded by this. */
    private final List<Object> asked = new ArrayList<>();

    private volatile TokenAnswer token = new TokenAnswer.Rejected();
    private volatile AccessAnswer access = new AccessAnswer.Allowed();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void answer(TokenAnswer next) {
        token = next;
    }

    void answer(AccessAnswer next) {
        access = next;
    }

    /** Nobody gets an answer until {@link #goOn}. */
    void hang() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    synchronized List<Object> asked() {
        return List.copyOf(asked);
    }

    @Override
    public TokenAnswer review(String text) {
        note(text);
        return token;
    }

    @Override
    public AccessAnswer review(Caller caller, Asked question) {
        note(caller);
        return access;
    }

    private void note(Object question) {
        synchronized (this) {
            asked.add(question);
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("given up", e);
        }
    }
}
