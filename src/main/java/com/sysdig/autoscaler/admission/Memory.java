package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.sample.AnswerStore;

/** What is known without asking anybody. */
public record Memory(Catalog catalog, AnswerStore answers, KnownAutoscalers autoscalers) {}
