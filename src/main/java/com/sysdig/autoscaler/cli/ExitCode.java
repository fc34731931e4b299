package com.sysdig.autoscaler.cli;

/** What a command ends with; scripts rely on it. */
final class ExitCode {
    static final int FINE = 0;
    /** Something is wrong with a manifest. */
    static final int PROBLEMS = 1;
    /** Something is wrong with the command: an option, or a file that is not there. */
    static final int USAGE = 2;
    /** Something is wrong with the program. */
    static final int DEFECT = 3;

    private ExitCode() {}
}
