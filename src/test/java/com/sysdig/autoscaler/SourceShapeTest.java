package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits that are never raised: a class or method that is over one gets split. */
class SourceShapeTest {
    private static final List<SourceShape> PRODUCT = SourceShape.readAll(Path.of("src/main/java"));
    private static final List<SourceShape> TESTS = SourceShape.readAll(Path.of("src/test/java"));

    @Test
    void seesTheSources() {
        assertThat(PRODUCT).isNotEmpty();
        assertThat(methods(TESTS)).extracting(SourceShape.Method::name).contains("SourceShapeTest.seesTheSources");
    }

    @Test
    void keepsFilesShort() {
        assertThat(PRODUCT)
                .extracting(SourceShape::size)
                .filteredOn(file -> file.lines() > 400)
                .isEmpty();
        assertThat(TESTS)
                .extracting(SourceShape::size)
                .filteredOn(file -> file.lines() > 500)
                .isEmpty();
    }

    @Test
    void keepsMethodsShort() {
        assertThat(methods(PRODUCT)).filteredOn(method -> method.lines() > 40).isEmpty();
        assertThat(methods(TESTS)).filteredOn(method -> method.lines() > 40).isEmpty();
    }

    @Test
    void keepsParameterListsShort() {
        assertThat(methods(PRODUCT))
                .filteredOn(method -> method.parameters() > 5)
                .isEmpty();
    }

    @Test
    void keepsMethodsSimple() {
        assertThat(methods(PRODUCT))
                .filteredOn(method -> method.complexity() > 8)
                .isEmpty();
    }

    @Test
    void keepsRecordsSmall() {
        assertThat(PRODUCT)
                .flatExtracting(SourceShape::records)
                .filteredOn(type -> type.components() > 7)
                .isEmpty();
    }

    private static Stream<SourceShape.Method> methods(List<SourceShape> files) {
        return files.stream().flatMap(file -> file.methods().stream());
    }
}
