package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import io.fabric8.kubernetes.client.utils.Serialization;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes the HorizontalPodAutoscalers that the cluster would have, without their owners. */
final class RenderCommand implements Command {
    private final Surroundings around;
    private final CommandSpec spec = FileCommand.spec("render");

    RenderCommand(Surroundings around) {
        this.around = around;
        spec.usageMessage()
                .description(
                        "Writes the HorizontalPodAutoscalers of annotated manifests, as the autoscaler applies them"
                                + " but for the owner reference.")
                .footer(
                        "",
                        "What is wrong goes to standard error, and the others are written all the same.",
                        "Exit code: 0 if nothing is wrong, 1 if something is, 2 if the command is.",
                        "",
                        "Example:",
                        "  %s render web.yaml | kubectl diff -f -".formatted(ProgramName.written(around.program())));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult options) {
        var settings = new SettingsReader(options, around.environment()).read();
        var inspection = FileCommand.inspect(settings, options, around);
        new TextReport(around.err(), false).writeFindings(inspection);
        var generator = new HpaGenerator(settings.annotations().replicasCeiling());
        for (var right : inspection.right()) {
            if (right.policy().adopt() == null) {
                around.out()
                        .print(Serialization.asYaml(
                                generator.generate(right.manifest().workload(), right.policy())));
            } else {
                tellOfAdopted(right);
            }
        }
        return inspection.exitCode();
    }

    /** It keeps a name and perhaps more that only the cluster knows. */
    private void tellOfAdopted(Inspected.Right right) {
        around.err()
                .println("%s: %s: not rendered, since it takes over the HorizontalPodAutoscaler %s of the cluster"
                        .formatted(
                                right.manifest().place(),
                                right.manifest().object(),
                                right.policy().adopt()));
    }
}
