package com.sysdig.autoscaler.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes the script by which a shell completes our commands. */
final class Completion implements Command {
    private final Surroundings around;
    private final CommandSpec spec =
            CommandSpec.create().name("generate-completion").addOption(Commands.help());

    Completion(Surroundings around) {
        this.around = around;
        spec.usageMessage()
                .description("Writes a script with which bash and zsh complete commands and options.")
                .footer(
                        "",
                        "Example:",
                        "  source <(%s generate-completion)".formatted(ProgramName.executable(around.program())));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult options) {
        around.out()
                .print(AutoComplete.bash(
                        ProgramName.executable(around.program()), spec.root().commandLine()));
        around.out().print('\n');
        return ExitCode.FINE;
    }
}
