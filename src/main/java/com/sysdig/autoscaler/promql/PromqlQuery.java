package com.sysdig.autoscaler.promql;

/** A query that Prometheus would parse. Equal if the canonical text is. */
public record PromqlQuery(String text) {}
