package com.sysdig.autoscaler.metricsapi;

/** A JSON document of ours, written by {@link Json}. */
sealed interface Body
        permits Status,
                ExternalMetricValueList,
                MetricValueList,
                Discovery.GroupDiscoveryList,
                Discovery.GroupList,
                Discovery.Group,
                Discovery.ResourceList,
                OpenApi.V2,
                OpenApi.V3,
                Version {}
