package com.sysdig.autoscaler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What commands on manifests have in common: the files, and what is told about the cluster. */
final class FileCommand {
    static final String NAMESPACE = "--namespace";
    static final String DEFAULT_NAMESPACE = "default";

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final String NAME_OF_STANDARD_INPUT = "stdin";

    private FileCommand() {}

    /** Files and settings, and between them the options that the command has besides. */
    static CommandSpec spec(String name, OptionSpec... besides) {
        var spec = CommandSpec.create()
                .name(name)
                .addPositional(PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("1..*")
                        .required(true)
                        .paramLabel("<file>")
                        .type(List.class)
                        .auxiliaryTypes(Path.class)
                        .description(
                                "YAML or JSON: a file, - for standard input, or a directory, in which all .yaml, .yml"
                                        + " and .json files are read, those of its subdirectories too.")
                        .build());
        Stream.of(besides).forEach(spec::addOption);
        spec.addOption(OptionSpec.builder("-n", NAMESPACE)
                        .type(String.class)
                        .paramLabel("<namespace>")
                        .description("Of manifests that name none; default without this.")
                        .build())
                .addOption(Commands.help())
                .addArgGroup(settings());
        spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
        return spec;
    }

    private static ArgGroupSpec settings() {
        var group = ArgGroupSpec.builder()
                .validate(false)
                .heading("%nWhat the autoscaler of the cluster is told, here or by environment variable:%n");
        Stream.of(SettingOption.values()).map(SettingOption::spec).forEach(group::addArg);
        return group.build();
    }

    static Inspection inspect(Settings settings, ParseResult options, Surroundings around) {
        var inspecting = new Inspecting(settings);
        List<Path> arguments = options.matchedPositionalValue(0, List.of());
        for (var argument : new LinkedHashSet<>(arguments)) {
            try {
                add(argument, inspecting, around);
            } catch (IOException e) {
                throw new ParameterException(
                        options.commandSpec().commandLine(), OneLine.of(argument + ": " + Text.reason(e)));
            }
        }
        return inspecting.result();
    }

    private static void add(Path argument, Inspecting inspecting, Surroundings around) throws IOException {
        if (argument.equals(STANDARD_INPUT)) {
            inspecting.add(NAME_OF_STANDARD_INPUT, Text.of(around.in()));
        } else if (Files.isDirectory(argument)) {
            for (var file : Inputs.below(argument)) {
                inspecting.add(shown(file), found(file));
            }
        } else {
            inspecting.add(shown(argument), read(argument));
        }
    }

    /** Nobody named this file, so that it is no mistake of the command if it cannot be read. */
    private static Text found(Path file) {
        try {
            return Files.isRegularFile(file) || !Files.exists(file)
                    ? read(file)
                    : new Text.Unreadable("is not a regular file", "remove it");
        } catch (IOException e) {
            return new Text.Unreadable(Text.reason(e), "correct that, or name the other files only");
        }
    }

    private static Text read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return Text.of(stream);
        }
    }

    private static String shown(Path file) {
        return OneLine.of(file.normalize().toString());
    }
}
