package com.sysdig.autoscaler.registration;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Calls {@code onChange} whatever happens to an object. */
record Wake<T>(Runnable onChange) implements ResourceEventHandler<T> {

    /** From now on, for ever and also after lost connections. Returns at once. */
    static <T> void on(Resource<T> object, Runnable onChange) {
        object.runnableInformer(0)
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(new Wake<>(onChange))
                .start();
    }

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
