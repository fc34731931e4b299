package com.sysdig.autoscaler;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What this project compiles from {@code src/main/java}; parsers that ANTLR wrote are not ours to judge. */
final class ProductionClasses {
    static final String ROOT = "com.sysdig.autoscaler";

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path GENERATED = Path.of("target/generated-sources/antlr4");

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ProductionClasses::isHandwritten)
            .importPath(CLASSES);

    private ProductionClasses() {}

    /** Packages below the root that hold at least one class besides their {@code package-info}. */
    static Set<String> packages() {
        return ALL.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(ProductionClasses::packageOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code metricsapi.access} for {@code com.sysdig.autoscaler.metricsapi.access}; empty for the root itself. */
    static String packageOf(JavaClass type) {
        var name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static boolean isHandwritten(Location location) {
        var file = CLASSES.toAbsolutePath().relativize(Path.of(location.asURI()));
        var outermost = file.toString().replaceFirst("(\\$.*)?\\.class$", ".java");
        return !Files.exists(GENERATED.resolve(outermost));
    }
}
