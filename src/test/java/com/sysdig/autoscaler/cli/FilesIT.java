package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, directories and links, as the commands find them. */
class FilesIT {
    @TempDir
    Path folder;

    @Test
    void readsADirectoryInTheOrderOfNamesAndPassesByWhatIsNoManifest() throws IOException {
        write("b/z.yml", Manifests.deployment("sysdig.com/scale-target: \"0\""));
        write("a.yaml", Manifests.deployment("sysdig.com/scale-target: \"0\""));
        write("c.json", "{]");
        write("README.md", "sysdig.com/scale-target");
        write(".git/x.yaml", "a: b: c");
        write(".hidden.yaml", "a: b: c");

        var ran = Session.PLAIN.run("check", folder.toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines())
                .map(line -> line.replace(folder + "/", ""))
                .filteredOn(line -> line.contains(":7: ") || line.contains(".json"))
                .map(line -> line.substring(0, line.indexOf(": ")))
                .containsExactly("a.yaml:7", "b/z.yml:7", "c.json:1");
        assertThat(ran.lines().getLast()).startsWith("2 annotated workloads in 3 files, ");
    }

    @Test
    void takesSeveralArgumentsEachOnceAndInTheirOrder() throws IOException {
        var a = write("a.yaml", Manifests.right()).toString();
        var b = write("b.yaml", Manifests.right().replace("name: web", "name: api"))
                .toString();

        var ran = Session.PLAIN.input(Manifests.right().replace("name: web", "name: in"), "render", b, a, "-", b);

        assertThat(ran.out().lines().filter(line -> line.startsWith("  name: ")))
                .containsExactly("  name: \"api\"", "  name: \"web\"", "  name: \"in\"");
    }

    @Test
    void followsLinksToFilesAndNoneToDirectories() throws IOException {
        var real = write("real/web.yaml", Manifests.right());
        var looked = Files.createDirectory(folder.resolve("looked"));
        Files.createSymbolicLink(looked.resolve("web.yaml"), real);
        Files.createSymbolicLink(looked.resolve("loop"), looked);
        Files.createSymbolicLink(looked.resolve("loop.yaml"), looked);
        Files.createSymbolicLink(looked.resolve("real"), real.getParent());
        var entrance = Files.createSymbolicLink(folder.resolve("entrance"), looked);

        var ran = Session.PLAIN.run("check", entrance.toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.lines()).containsExactly("1 annotated workload in 1 file, 0 other objects ignored: no problems");
    }

    @Test
    void reportsALinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("self.yaml"), folder.resolve("self.yaml"));
        Files.createSymbolicLink(folder.resolve("gone.yaml"), folder.resolve("nothing"));

        var ran = Session.PLAIN.run("check", folder.toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines())
                .startsWith(folder + "/gone.yaml:1: error: does not exist; correct that, or name the other files only")
                .anyMatch(line -> line.startsWith(folder + "/self.yaml:1: error: "));
    }

    @Test
    void refusesADirectoryWithoutManifests() throws IOException {
        write("README.md", "nothing");

        var ran = Session.PLAIN.run("check", folder.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith(folder + ": there is no file that ends in .yaml, .yml or .json\n");
    }

    @Test
    void readsAFileOfAnyNameThatIsNamed() throws IOException {
        assertThat(Session.PLAIN
                        .run("check", write("manifests", Manifests.right()).toString())
                        .code())
                .isZero();
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
