package com.sysdig.autoscaler.sysdig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that others replace while we run, as Kubernetes does with a mounted Secret: it swaps a symbolic link on the way,
 * so the real path counts as much as time, size and inode.
 */
final class WatchedFile<T> {
    /** Makes something of the file. */
    @FunctionalInterface
    interface Loader<T> {
        T load(Path file) throws IOException;
    }

    private record Mark(
            Path real,
            FileTime modified,
            long size,
            @Nullable Object key) {}

    private record Loaded<T>(Mark mark, T content) {}

    private final Path file;
    private final Loader<T> loader;

    /** Guarded by this. */
    private @Nullable Loaded<T> loaded;

    WatchedFile(Path file, Loader<T> loader) {
        this.file = file;
        this.loader = loader;
    }

    Path path() {
        return file;
    }

    /** What was made of the file as it is now; the same object for as long as the file does not change. */
    synchronized T current() throws IOException {
        var mark = mark();
        var known = loaded;
        if (known == null || !known.mark().equals(mark)) {
            known = new Loaded<>(mark, Objects.requireNonNull(loader.load(file)));
            loaded = known;
        }
        return known.content();
    }

    private Mark mark() throws IOException {
        var real = file.toRealPath();
        var attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new Mark(real, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
