package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of ours outlives the JVM that started it. */
class LifetimeIT {

    /** A JVM with one program that would run for long. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            Workspace.open().start("sleep", Path.of("sleep"), "600");
            System.out.println("started");
            new CountDownLatch(1).await();
        }
    }

    @TempDir
    private Path folder;

    /** As after Ctrl-C. */
    @Test
    void programsAndFilesGoWithAJvmThatIsAskedToEnd() throws Exception {
        var parent = parent();
        var children = parent.descendants().toList();

        parent.toHandle().destroy();

        awaitEndOf(children);
        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void programsGoWithAJvmThatIsKilled() throws Exception {
        var parent = parent();
        var children = parent.descendants().toList();

        parent.destroyForcibly();

        awaitEndOf(children);
    }

    private Process parent() throws Exception {
        var started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(started.inputReader().readLine()).isEqualTo("started");
        return started;
    }

    private static void awaitEndOf(List<ProcessHandle> children) {
        assertThat(children).isNotEmpty();
        await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}
