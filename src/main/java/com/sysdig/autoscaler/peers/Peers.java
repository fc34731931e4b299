package com.sysdig.autoscaler.peers;

/** What copying and being copied have in common. */
public record Peers(QuestionKeys keys, Contact contact, Shares shares) {}
