package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.Workload;

/** From a workload's metric to the question. */
public final class QuestionMaker {
    private final String clusterName;
    private final boolean namespaced;

    // namespaced: whether raw queries are held to the workload's cluster and namespace
    public QuestionMaker(String clusterName, boolean namespaced) {
        this.clusterName = clusterName;
        this.namespaced = namespaced;
    }

    public Question question(Workload workload, MetricSpec metric) {
        throw new UnsupportedOperationException(clusterName + namespaced + workload + metric);
    }
}
