package com.sysdig.autoscaler.registration;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Calls {@code onChange} whatever happens to an object. */
record Wake<T>(Runnable onChange) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
        onChange.run();
    }

    @Override
    public void onUpdate(T before, T after) {
        onChange.run();
    }

    @Override
    public void onDelete(T deleted, boolean unknown) {
        onChange.run();
    }
}
