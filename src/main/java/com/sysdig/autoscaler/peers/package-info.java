/**
 * What replicas tell each other, so that together they ask Sysdig what one would: the one that holds the lease asks, the
 * others copy its answers and ask only where a copy grows too old. Answers keep their own time of evaluation, and what a copy
 * says about a question that nobody here wants is left out. Entry points: {@code Copying} for those who copy, {@code
 * AnswersResource} for those who are copied, {@code Sharing} for the poll loop.
 */
@NullMarked
package com.sysdig.autoscaler.peers;

import org.jspecify.annotations.NullMarked;
