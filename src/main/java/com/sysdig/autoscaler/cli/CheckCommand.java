package com.sysdig.autoscaler.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Tells all that is wrong with manifests. */
final class CheckCommand implements Command {
    private final Surroundings around;
    private final CommandSpec spec = FileCommand.spec("check", OutputOption.TEXT_JSON_GITHUB.spec());

    CheckCommand(Surroundings around) {
        this.around = around;
        spec.usageMessage()
                .description(
                        "Tells all that is wrong with the annotations in manifests, each with file and line, and warns"
                                + " of what is legal and probably not meant.")
                .footer(
                        "",
                        "Exit code: 0 if nothing is wrong, 1 if something is, 2 if the command is.",
                        "",
                        "Examples:",
                        "  %s deploy/".formatted(example()),
                        "  helm template chart/ | %s -".formatted(example()),
                        "  %s -o github --default-max-replicas=50 deploy/web.yaml".formatted(example()));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult options) {
        var output = OutputOption.TEXT_JSON_GITHUB.chosen(options);
        var settings = new SettingsReader(options, around.environment()).read();
        var inspection = FileCommand.inspect(settings, options, around);
        switch (output) {
            case TEXT -> new TextReport(around.out(), around.colours()).write(inspection);
            case JSON -> JsonReport.write(inspection, around.out());
            case GITHUB -> GithubReport.write(inspection, around.out());
        }
        return inspection.exitCode();
    }

    private String example() {
        return ProgramName.written(around.program()) + " check";
    }
}
