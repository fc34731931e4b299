package com.sysdig.autoscaler.sample;

/** Whatever asks a source that several replicas share. Safe for use by several threads. */
public interface Restrained {
    /** As it stands now. */
    Restraint restraint();

    /** What was told to another replica: as if it had been told to us, just now. */
    void obey(Restraint told);
}
