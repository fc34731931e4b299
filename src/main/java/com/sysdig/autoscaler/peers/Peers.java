package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.sample.Restrained;

/** What copying and being copied have in common. */
public record Peers(QuestionKeys keys, Contact contact, Shares shares, Restrained source) {}
