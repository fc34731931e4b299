package com.sysdig.autoscaler.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All commands. Results go to standard output, what is wrong with a command to standard error. The model is built by hand
 * and not found by reflection, so that it starts quickly and a native executable needs no list of it.
 */
public final class Commands {
    private static final int WIDTH = 100;
    private static final int LONGEST_OPTION = 34;

    private final Surroundings around;
    private final Map<String, Command> byName = new TreeMap<>();
    private final CommandLine root;

    private Commands(Surroundings around) {
        this.around = around;
        this.root = new CommandLine(spec(ProgramName.written(around.program())));
        List.of(new CheckCommand(around), new RenderCommand(around), new QueryCommand(around), new Completion(around))
                .forEach(this::add);
        root.setOut(around.out());
        root.setErr(around.err());
        root.setColorScheme(Help.defaultColorScheme(around.colours() ? Ansi.ON : Ansi.OFF));
        root.setUsageHelpWidth(WIDTH);
        root.setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION);
        root.setParameterExceptionHandler((wrong, _) -> tell(wrong));
        root.setExecutionStrategy(this::execute);
    }

    /** The process ends with the answer, see {@link ExitCode}. Whatever happens, nobody sees a stack trace. */
    public static int run(List<String> arguments, Surroundings around) {
        try {
            return new Commands(around).root.execute(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            around.err().println("This is a defect of the program, please report it: " + e);
            return ExitCode.DEFECT;
        } finally {
            around.out().flush();
            around.err().flush();
        }
    }

    /** Every command has it. */
    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    private static CommandSpec spec(String name) {
        var spec = CommandSpec.create()
                .name(name)
                .addOption(help())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        spec.version(ProgramName.USUAL + " " + Version.TEXT);
        spec.usageMessage()
                .sortOptions(false)
                .description(
                        "Scales Kubernetes workloads by their Sysdig metrics, driven by annotations.",
                        "",
                        "Without a command it is the autoscaler itself and runs in a cluster. The commands read manifests,"
                                + " and need neither a cluster nor settings.",
                        "")
                .commandListHeading("%nCommands:%n")
                .footer("", "What annotations may say: docs/annotations.md. More on the commands: docs/cli.md.");
        return spec;
    }

    private void add(Command command) {
        root.addSubcommand(command.spec());
        byName.put(command.spec().name(), command);
    }

    private int execute(ParseResult result) {
        @Nullable Integer helped = CommandLine.executeHelpRequest(result);
        if (helped != null) {
            return helped;
        }
        if (!result.hasSubcommand()) {
            throw new ParameterException(root, "Which command? One of " + String.join(", ", byName.keySet()));
        }
        var chosen = result.subcommand();
        var command = byName.get(chosen.commandSpec().name());
        if (command == null) {
            throw new IllegalStateException("no command " + chosen.commandSpec().name());
        }
        return command.run(chosen);
    }

    private int tell(ParameterException wrong) {
        around.err().println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, around.err());
        around.err()
                .println("Try `%s --help`."
                        .formatted(wrong.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }
}
