package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that are never raised: a class or method that reaches one gets split. */
class SourceShapeTest {
    private static final List<SourceShape> PRODUCT = SourceShape.readAll(Path.of("src/main/java"));
    private static final List<SourceShape> TESTS = SourceShape.readAll(Path.of("src/test/java"));

    @Test
    void seesTheSources() {
        assertThat(PRODUCT).isNotEmpty();
        assertThat(TESTS)
                .flatExtracting(SourceShape::methods)
                .extracting(SourceShape.Method::name)
                .contains("SourceShapeTest.seesTheSources");
    }

    @Test
    void keepsFilesShort() {
        assertThat(PRODUCT)
                .allSatisfy(file ->
                        assertThat(file.lines()).as("lines of %s", file.path()).isLessThanOrEqualTo(400));
        assertThat(TESTS)
                .allSatisfy(file ->
                        assertThat(file.lines()).as("lines of %s", file.path()).isLessThanOrEqualTo(500));
    }

    @Test
    void keepsMethodsShort() {
        assertThat(PRODUCT).flatExtracting(SourceShape::methods).allSatisfy(SourceShapeTest::isShort);
        assertThat(TESTS).flatExtracting(SourceShape::methods).allSatisfy(SourceShapeTest::isShort);
    }

    @Test
    void keepsParameterListsShort() {
        assertThat(PRODUCT)
                .flatExtracting(SourceShape::methods)
                .allSatisfy(method -> assertThat(method.parameters())
                        .as("parameters of %s", method.name())
                        .isLessThanOrEqualTo(5));
    }

    @Test
    void keepsRecordsSmall() {
        assertThat(PRODUCT)
                .flatExtracting(SourceShape::records)
                .allSatisfy(type -> assertThat(type.components())
                        .as("components of %s", type.name())
                        .isLessThanOrEqualTo(7));
    }

    @Test
    void keepsMethodsSimple() {
        assertThat(PRODUCT)
                .flatExtracting(SourceShape::methods)
                .allSatisfy(method -> assertThat(method.complexity())
                        .as("ways through %s", method.name())
                        .isLessThanOrEqualTo(8));
    }

    private static void isShort(SourceShape.Method method) {
        assertThat(method.lines()).as("lines of %s", method.name()).isLessThanOrEqualTo(40);
    }
}
