package com.sysdig.autoscaler.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the programs of the tests, or builds them once per machine and version.
 *
 * <p>Looked for in the folder named by {@code -Dtestbed.binaries}, then in the cache ({@code ~/.cache/sysdig-autoscaler},
 * or {@code -Dtestbed.cache}), one folder per module version. Missing ones are built there with Go.
 */
public final class Binaries {

    private Binaries() {}

    public static Binaries ofThisProject() {
        return new Binaries();
    }

    public Path path(Part part) {
        return find(part).orElseGet(() -> {
            ensure(EnumSet.of(part));
            return find(part).orElseThrow();
        });
    }

    /** Builds what is missing, telling its progress; a build of another process is waited for. */
    public void ensure(Set<Part> parts) {
        if (missing(parts).isEmpty()) {
            return;
        }
        synchronized (Binaries.class) {
            try (var channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                buildAll(missing(parts));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether nothing but time is needed. */
    boolean obtainable(Set<Part> parts) {
        return missing(parts).stream().map(GoModule::of).distinct().allMatch(GoBuild::possible);
    }

    private List<Part> missing(Set<Part> parts) {
        return parts.stream().filter(part -> find(part).isEmpty()).sorted().toList();
    }

    private void buildAll(List<Part> parts) {
        for (var i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var progress = "%s %s (%d of %d)"
                    .formatted(part.binary(), GoModule.of(part).version(part), i + 1, parts.size());
            new GoBuild(GoModule.of(part), part, progress).into(cached(part));
        }
    }

    private Optional<Path> find(Part part) {
        var named = Setting.BINARIES.path().map(folder -> folder.resolve(part.binary()));
        return Stream.concat(named.stream(), Stream.of(cached(part)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path cached(Part part) {
        var name = part.module().replaceFirst("/v\\d+$", "").replaceFirst("/server$", "");
        var versioned = name.substring(name.lastIndexOf('/') + 1) + "-"
                + GoModule.of(part).version(part);
        return cache().resolve(versioned).resolve(part.binary());
    }

    private static Path cache() {
        return Setting.CACHE
                .path()
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "sysdig-autoscaler"));
    }

    private static Path lockFile() throws IOException {
        return Files.createDirectories(cache()).resolve("build.lock");
    }
}
