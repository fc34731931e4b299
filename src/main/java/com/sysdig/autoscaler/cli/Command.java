package com.sysdig.autoscaler.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One of the commands. */
interface Command {
    /** The same one each time. */
    CommandSpec spec();

    /**
     * Does it and answers what the process ends with, see {@link ExitCode}.
     *
     * @throws picocli.CommandLine.ParameterException if the command cannot be meant like this
     */
    int run(ParseResult options);
}
