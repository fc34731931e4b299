package com.sysdig.autoscaler.workload;

/** Why we speak to the owner of a workload; the names are those of the Events and of {@code docs/events.md}. */
public enum EventReason {
    HPA_CREATED("HpaCreated", Tone.NORMAL),
    HPA_REMOVED("HpaRemoved", Tone.NORMAL),
    INVALID_ANNOTATIONS("InvalidAnnotations", Tone.WARNING),
    FOREIGN_HPA("ForeignHpa", Tone.WARNING),
    NAME_CONFLICT("NameConflict", Tone.WARNING),
    HPA_ADOPTED("HpaAdopted", Tone.NORMAL),
    HPA_RESTORED("HpaRestored", Tone.NORMAL),
    ADOPT_NOT_FOUND("AdoptNotFound", Tone.WARNING),
    ADOPT_REFUSED("AdoptRefused", Tone.WARNING),
    ADOPTED_SPEC_BROKEN("AdoptedSpecBroken", Tone.WARNING),
    MIN_REPLICAS_RAISED("MinReplicasRaised", Tone.WARNING),
    HPA_REFUSED("HpaRefused", Tone.WARNING),
    TOLERANCE_UNSUPPORTED("ToleranceUnsupported", Tone.WARNING),
    SCALE_TO_ZERO_UNSUPPORTED("ScaleToZeroUnsupported", Tone.WARNING);

    /** Kubernetes' type of an Event. */
    enum Tone {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Tone(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final String text;
    private final Tone tone;

    EventReason(String text, Tone tone) {
        this.text = text;
        this.tone = tone;
    }

    public String text() {
        return text;
    }

    Tone tone() {
        return tone;
    }
}
