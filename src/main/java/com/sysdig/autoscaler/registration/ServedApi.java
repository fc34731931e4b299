package com.sysdig.autoscaler.registration;

/** A version of an API that we can serve; of several of one group the one with the highest priority is preferred. */
public enum ServedApi {
    EXTERNAL("external.metrics.k8s.io", "v1beta1", 100, "external metrics"),
    CUSTOM_V1BETA2("custom.metrics.k8s.io", "v1beta2", 200, "custom metrics"),
    CUSTOM_V1BETA1("custom.metrics.k8s.io", "v1beta1", 100, "custom metrics");

    private final String group;
    private final String version;
    private final int priority;
    private final String what;

    ServedApi(String group, String version, int priority, String what) {
        this.group = group;
        this.version = version;
        this.priority = priority;
        this.what = what;
    }

    String group() {
        return group;
    }

    String version() {
        return version;
    }

    int priority() {
        return priority;
    }

    /** For people. */
    String what() {
        return what;
    }

    /** Of the APIService. */
    String objectName() {
        return version + "." + group;
    }
}
