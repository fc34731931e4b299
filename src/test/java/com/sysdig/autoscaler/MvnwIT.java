package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real {@code mvnw} in a copy of the project's frame, with a Maven of a few lines that says how it was called and
 * a server on this machine in the place of Apache's archive.
 */
class MvnwIT {
    private static final String MAVEN = """
            #!/bin/sh
            printf 'args=%s\\n' "$*"
            printf 'folder=%s\\n' "$PWD"
            printf 'java=%s\\n' "$JAVA_HOME"
            """;

    private final AtomicInteger downloads = new AtomicInteger();
    private final Path jdk = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Path project;
    private Path elsewhere;
    private HttpServer archive;

    @BeforeEach
    void layOutProjectAndArchive() throws Exception {
        project = Files.createDirectories(folder.resolve("my project")).toRealPath();
        elsewhere = Files.createDirectory(folder.resolve("elsewhere")).toRealPath();
        Files.copy(Path.of("mvnw"), project.resolve("mvnw"));
        Files.createDirectories(project.resolve(".mvn/wrapper"));
        byte[] zip = mavenZip();
        archive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        archive.createContext("/apache-maven-0.0.1-bin.zip", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        archive.start();
        pin("apache-maven-0.0.1-bin.zip", sha256(zip));
    }

    @AfterEach
    void stopArchive() {
        archive.stop(0);
    }

    @Test
    void downloadsThePinnedMavenOnce() throws Exception {
        assertThat(mvnw(Map.of("JAVA_HOME", jdk.toString()), "verify").status()).isZero();

        assertThat(mvnw(Map.of("JAVA_HOME", jdk.toString()), "verify").lines())
                .contains("args=verify")
                .noneMatch(line -> line.contains("fetching"));
        assertThat(downloads).hasValue(1);
    }

    @Test
    void buildsItsOwnProjectWhenCalledFromAnotherFolder() throws Exception {
        assertThat(mvnw(Map.of("JAVA_HOME", jdk.toString()), "verify").lines()).contains("folder=" + project);
    }

    @Test
    void leavesTheFolderAloneWhenAnotherProjectIsNamed() throws Exception {
        assertThat(mvnw(Map.of("JAVA_HOME", jdk.toString()), "-f", "pom.xml", "verify")
                        .lines())
                .contains("folder=" + elsewhere);
    }

    @Test
    void passesByAnOldJavaHome() throws Exception {
        var old = fakeJdk("old", "17.0.15");

        assertThat(mvnw(Map.of("JAVA_HOME", old.toString(), "PATH", pathWith(jdk.resolve("bin"))), "verify")
                        .lines())
                .contains("java=" + jdk);
    }

    @Test
    void followsLinksFromThePathToTheJdk() throws Exception {
        var newer = fakeJdk("newer", "26-ea");
        var bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), newer.resolve("bin/java"));

        var run = mvnw(Map.of("JAVA_HOME", "", "PATH", pathWith(bin)), "verify");

        assertThat(run.lines()).contains("java=" + newer);
    }

    /** A script with another name, which only the program behind it knows. */
    @Test
    void asksAShimOnThePathForItsJdk() throws Exception {
        var newer = fakeJdk("newer", "99.0.1");
        var shim = script(folder.resolve("bin/java"), """
                #!/bin/sh
                echo '    java.home = %s' >&2
                """.formatted(newer));
        inMvnw("JDK=25", "JDK=99");

        assertThat(mvnw(Map.of("PATH", pathWith(shim.getParent())), "verify").lines())
                .contains("java=" + newer);
    }

    @Test
    void findsTheJdkOfTheSystemsPackages() throws Exception {
        var newer = fakeJdk("usr/lib/jvm/temurin-99", "99.0.1");
        fakeJdk("usr/lib/jvm/older", "21.0.8");
        inMvnw("JDK=25", "JDK=99");
        inMvnw("/usr/lib/jvm/*", folder.toRealPath().resolve("usr/lib/jvm") + "/*");

        assertThat(mvnw(Map.of(), "verify").lines()).contains("java=" + newer);
    }

    @Test
    void findsTheJdkOfSdkman() throws Exception {
        var newer = fakeJdk(".sdkman/candidates/java/99.0.1-tem", "99.0.1");
        inMvnw("JDK=25", "JDK=99");

        assertThat(mvnw(Map.of(), "verify").lines()).contains("java=" + newer);
    }

    @Test
    void asksMacOsForItsJdk() throws Exception {
        var newer = fakeJdk("Temurin.jdk/Contents/Home", "99.0.1");
        var asked = script(folder.resolve("java_home"), """
                #!/bin/sh
                [ "$*" = '-v 99+' ] && echo '%s'
                """.formatted(newer));
        inMvnw("JDK=25", "JDK=99");
        inMvnw("/usr/libexec/java_home", asked.toString());

        assertThat(mvnw(Map.of(), "verify").lines()).contains("java=" + newer);
    }

    @Test
    void saysInOneLineWhatToInstallWhenThereIsNoJdk() throws Exception {
        inMvnw("JDK=25", "JDK=99");

        var run = mvnw(Map.of("JAVA_HOME", jdk.toString()), "verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).singleElement().asString().contains("no JDK 99 or newer", "install", "JAVA_HOME");
    }

    @Test
    void letsAnInstalledMvnFetchWhatTheArchiveDoesNotGive() throws Exception {
        var zip = Files.write(folder.resolve("artifact.zip"), mavenZip());
        pin("gone/apache-maven-0.0.1-bin.zip", sha256(mavenZip()));
        var mvn = script(folder.resolve("bin/mvn"), """
                #!/bin/sh
                case "$*" in *apache-maven:0.0.1:zip:bin*) cp '%s' apache-maven-0.0.1-bin.zip ;; esac
                """.formatted(zip));

        var run = mvnw(Map.of("JAVA_HOME", jdk.toString(), "PATH", pathWith(mvn.getParent())), "verify");

        assertThat(run.lines()).contains("args=verify");
        assertThat(downloads).hasValue(0);
    }

    @Test
    void runsNoMavenWithAnotherChecksum() throws Exception {
        pin("apache-maven-0.0.1-bin.zip", "0".repeat(64));
        var mvn = script(folder.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");

        var run = mvnw(Map.of("JAVA_HOME", jdk.toString(), "PATH", pathWith(mvn.getParent())), "verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .anyMatch(line -> line.contains("not the pinned archive"))
                .noneMatch(line -> line.startsWith("args="));
        assertThat(folder.resolve(".m2/wrapper/dists")).isEmptyDirectory();
    }

    /** Where a machine has what no test can give it. */
    private void inMvnw(String text, String other) throws IOException {
        var script = project.resolve("mvnw");
        assertThat(script).content().contains(text);
        Files.writeString(script, Files.readString(script).replace(text, other));
    }

    private void pin(String file, String sum) throws IOException {
        Files.writeString(project.resolve(".mvn/wrapper/maven-wrapper.properties"), """
                distributionUrl=http://127.0.0.1:%d/%s
                distributionSha256Sum=%s
                """.formatted(
                        archive.getAddress().getPort(), file, sum));
    }

    private Run mvnw(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ProcessBuilder(project.resolve("mvnw").toString());
        command.command().addAll(List.of(arguments));
        command.directory(elsewhere.toFile()).redirectErrorStream(true);
        command.environment().clear();
        command.environment().put("HOME", folder.toString());
        command.environment().put("PATH", System.getenv("PATH"));
        command.environment().putAll(environment);
        var process = command.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output.lines().toList());
    }

    private Path fakeJdk(String name, String version) throws IOException {
        var home = folder.toRealPath().resolve(name);
        script(home.resolve("bin/java"), "#!/bin/sh\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        script(home.resolve("bin/jar"), "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(jdk.resolve("bin/jar")));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String pathWith(Path first) {
        return first + ":" + System.getenv("PATH");
    }

    private static byte[] mavenZip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry("apache-maven-0.0.1/bin/mvn");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(MAVEN.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private record Run(int status, List<String> lines) {}
}
