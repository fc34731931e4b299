package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.query.Splits;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes what Sysdig is asked for each metric. */
final class QueryCommand implements Command {
    private final Surroundings around;
    private final CommandSpec spec = FileCommand.spec("query", OutputOption.TEXT_JSON.spec());

    QueryCommand(Surroundings around) {
        this.around = around;
        spec.usageMessage()
                .description("Writes the PromQL that each metric of annotated manifests becomes, and what was chosen"
                        + " by default.")
                .footer(
                        "",
                        "In the cluster, workloads that want the same of one metric share a query.",
                        "What is wrong goes to standard error, and the others are written all the same.",
                        "Exit code: 0 if nothing is wrong, 1 if something is, 2 if the command is.",
                        "",
                        "Example:",
                        "  %s query --cluster-name=production web.yaml"
                                .formatted(ProgramName.written(around.program())));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult options) {
        var output = OutputOption.TEXT_JSON.chosen(options);
        var settings = new SettingsReader(options, around.environment()).read();
        var inspection = FileCommand.inspect(settings, options, around);
        new TextReport(around.err(), false).writeFindings(inspection);
        var metrics = metrics(inspection, settings);
        switch (output) {
            case JSON -> QueryReport.writeJson(metrics, around.out());
            case TEXT, GITHUB -> QueryReport.writeText(metrics, around.out());
        }
        if (!settings.clusterKnown() && !metrics.isEmpty()) {
            around.err()
                    .println("%s stands for the cluster's name; tell it with %s or %s"
                            .formatted(
                                    Settings.UNKNOWN_CLUSTER,
                                    SettingOption.CLUSTER_NAME.option(),
                                    SettingOption.CLUSTER_NAME.variable()));
        }
        return inspection.exitCode();
    }

    private static List<AskedMetric> metrics(Inspection inspection, Settings settings) {
        var annotations = settings.annotations();
        var cluster = annotations.clusterName();
        var questions = new QuestionMaker(cluster, annotations.rawQueries() == RawQueries.NAMESPACED);
        // nothing is ever divided here, so that no time passes either
        var planner = new QueryPlanner(cluster, settings.sampleInterval(), new Splits(() -> Instant.EPOCH));
        return inspection.right().stream()
                .flatMap(right -> right.policy().metrics().stream().map(metric -> {
                    var question = questions.question(right.manifest().workload(), metric);
                    return new AskedMetric(
                            right.manifest(),
                            metric,
                            planner.plan(List.of(question)).getFirst().promql());
                }))
                .toList();
    }
}
