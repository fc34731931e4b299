package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.certificates.CertificateOrigin;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.workload.WatchedNamespaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code autoscaler.*} settings. */
final class AutoscalerReader {
    private static final String DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final int MOST_REPLICAS = 10_000;

    private final Problems problems;
    private final SettingKeys.Autoscaler keys;

    AutoscalerReader(Problems problems, SettingKeys.Autoscaler keys) {
        this.problems = problems;
        this.keys = keys;
    }

    Duration pollInterval() {
        return reading("autoscaler.poll-interval", keys.pollInterval(), "15s")
                .duration(Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    Duration unreadKept() {
        return reading("autoscaler.forget-unread-after", keys.forgetUnreadAfter(), "10m")
                .duration(Duration.ofSeconds(30), Duration.ofHours(24));
    }

    AnnotationSettings annotations(String clusterName) {
        var ceiling = reading("autoscaler.replicas-ceiling", keys.replicasCeiling(), "1000")
                .whole(1, MOST_REPLICAS);
        var toZero =
                reading("autoscaler.scale-to-zero", keys.scaleToZero(), "true").flag();
        var least = reading("autoscaler.default-min-replicas", keys.defaultMinReplicas(), "1")
                .whole(toZero ? 0 : 1, ceiling);
        var most = reading("autoscaler.default-max-replicas", keys.defaultMaxReplicas(), "10");
        return new AnnotationSettings(
                clusterName,
                least,
                most.text().map(_ -> most.whole(Math.max(1, least), ceiling)).orElse(null),
                ceiling,
                toZero,
                reading("autoscaler.raw-queries", keys.rawQueries(), "namespaced")
                        .choice(List.of(RawQueries.values()), AutoscalerReader::spelling));
    }

    WatchedNamespaces namespaces() {
        var namespaces = reading("autoscaler.namespaces", keys.namespaces(), "shop,payment");
        var names = namespaces.text().stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        names.stream()
                .filter(name -> !name.matches(DNS_LABEL))
                .findFirst()
                .ifPresent(name -> namespaces.wrong(Problems.quoted(name) + " is not the name of a namespace"));
        return new WatchedNamespaces(names);
    }

    ServiceAddress service(Optional<String> ownNamespace) {
        var service = keys.service();
        return new ServiceAddress(
                label(reading(
                        "autoscaler.service.namespace",
                        service.namespace().or(() -> ownNamespace),
                        "sysdig-autoscaler")),
                label(reading("autoscaler.service.name", service.name(), "sysdig-autoscaler")),
                reading("autoscaler.service.port", service.port(), "443").whole(1, 65_535));
    }

    Registration registration() {
        return new Registration(
                reading("autoscaler.register", keys.register(), "false").flag(),
                reading("autoscaler.custom-metrics", keys.customMetrics(), "true")
                        .flag());
    }

    CertificateOrigin certificates() {
        var directory =
                reading("autoscaler.certificate-directory", keys.certificateDirectory(), "/etc/sysdig-autoscaler/tls");
        directory.required();
        var files = new CertificateOrigin.Files(directory.path().orElse(Path.of("")));
        return reading("autoscaler.certificates", keys.certificates(), "self-managed")
                .choice(List.of(new CertificateOrigin.SelfManaged(), files), AutoscalerReader::spelling);
    }

    /** Common names of certificates, which may hold anything but a comma here. */
    Set<String> reviewers() {
        var given = reading("autoscaler.admission-client-names", keys.admissionClientNames(), "kube-apiserver");
        var names = given.text().stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        if (names.contains("")) {
            given.wrong(Problems.quoted(given.required()) + " has an empty name");
        }
        return names;
    }

    private static String spelling(CertificateOrigin origin) {
        return switch (origin) {
            case CertificateOrigin.SelfManaged _ -> "self-managed";
            case CertificateOrigin.Files _ -> "files";
        };
    }

    private static String label(Reading reading) {
        var given = reading.required();
        if (!given.matches(DNS_LABEL)) {
            reading.wrong(Problems.quoted(given) + " is not a name of lower-case letters, digits and hyphens");
        }
        return given;
    }

    private static String spelling(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Reading reading(String key, Optional<String> text, String example) {
        return new Reading(problems, key, text, example);
    }
}
