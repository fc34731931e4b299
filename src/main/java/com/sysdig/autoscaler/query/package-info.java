/**
 * What is asked of Sysdig. A policy's metric becomes a {@link com.sysdig.autoscaler.query.Question}; equal questions are
 * one question, and questions of one {@link com.sysdig.autoscaler.query.Shape} share one PromQL query. This package writes
 * the queries; it never sends them and knows no answers.
 */
@NullMarked
package com.sysdig.autoscaler.query;

import org.jspecify.annotations.NullMarked;
