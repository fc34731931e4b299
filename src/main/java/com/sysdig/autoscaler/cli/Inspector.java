package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.annotation.Suspicions;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the annotations of manifests as the cluster would, and says what is wrong. */
final class Inspector {
    private static final String OF_THE_CLUSTER = "kube_cluster_name";

    private final Settings settings;
    private final AnnotationParser parser;

    Inspector(Settings settings) {
        this.settings = settings;
        this.parser = new AnnotationParser(settings.annotations());
    }

    Inspected inspect(Manifest manifest) {
        var errors = new ArrayList<Finding>();
        manifest.annotations().forEach((key, annotation) -> {
            if (!annotation.isString()) {
                errors.add(notAString(manifest, key, annotation));
            }
        });
        return switch (parser.parse(manifest.workload(), manifest.texts())) {
            case Parsed.Unmanaged() -> new Inspected.Wrong(manifest, errors);
            case Parsed.Invalid(var problems) -> {
                problems.stream()
                        .filter(problem -> !isSaid(manifest, problem))
                        .map(problem ->
                                Finding.error(manifest.placeOf(problem.key()), manifest.object(), hinted(problem)))
                        .forEach(errors::add);
                yield wrong(manifest, errors);
            }
            case Parsed.Valid(ScalingPolicy policy) ->
                errors.isEmpty()
                        ? new Inspected.Right(manifest, policy, warnings(manifest, policy))
                        : wrong(manifest, errors);
        };
    }

    /** What a template gives is not known yet, so that nothing else is worth saying. */
    private static Inspected wrong(Manifest manifest, List<Finding> errors) {
        var template = manifest.annotations().values().stream()
                .filter(annotation -> Templates.in(annotation.value()))
                .findFirst();
        return new Inspected.Wrong(
                manifest,
                template.map(annotation -> List.of(Finding.error(
                                manifest.place().atLine(annotation.line()),
                                manifest.object(),
                                Templates.FAULT,
                                Templates.REMEDY)))
                        .orElseGet(() -> sorted(errors)));
    }

    private static Finding notAString(Manifest manifest, String key, Annotation annotation) {
        var text = annotation.text();
        return Finding.error(
                manifest.placeOf(key),
                manifest.object(),
                new Problem(
                        key,
                        text.isEmpty() ? null : text,
                        "is " + annotation.value().described() + " in YAML, and Kubernetes takes strings only",
                        text.isEmpty() ? "write one text, in quotes" : "quote it: `" + key + ": \"" + text + "\"`"));
    }

    /** The parser saw an empty value, where there is one that cannot be a text. */
    private static boolean isSaid(Manifest manifest, Problem problem) {
        var annotation = manifest.annotations().get(problem.key());
        return annotation != null && !annotation.isString() && annotation.text().isEmpty();
    }

    private Problem hinted(Problem problem) {
        return settings.clusterKnown() || !problem.fault().contains(OF_THE_CLUSTER)
                ? problem
                : new Problem(
                        problem.key(),
                        problem.value(),
                        problem.fault(),
                        problem.remedy() + ", or tell which cluster this is for: --cluster-name");
    }

    private List<Finding> warnings(Manifest manifest, ScalingPolicy policy) {
        var ofPolicy = Stream.concat(
                        Suspicions.severalNumbers(policy), Suspicions.shortWindows(policy, settings.sampleInterval()))
                .map(suspicion -> Finding.warning(
                        manifest.placeOf(suspicion.key()),
                        manifest.object(),
                        suspicion.key(),
                        suspicion.fault(),
                        suspicion.remedy()));
        var line = manifest.replicasLine();
        var ofReplicas = line == null
                ? Stream.<Finding>empty()
                : Stream.of(Finding.warning(
                        manifest.place().atLine(line),
                        manifest.object(),
                        "spec.replicas",
                        "is set in the manifest, so that each apply undoes the scaling",
                        "remove it"));
        return sorted(Stream.concat(ofPolicy, ofReplicas).toList());
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(finding -> finding.place().line()))
                .toList();
    }
}
