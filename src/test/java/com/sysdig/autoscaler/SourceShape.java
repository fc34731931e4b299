package com.sysdig.autoscaler;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Sizes of one source file, as the compiler's own parser sees it. */
record SourceShape(Size size, List<Method> methods, List<RecordType> records) {

    record Size(String path, long lines) {}

    /** Complexity counts decisions plus one; a switch counts once, for sealed outcomes are meant to be switched over. */
    record Method(String name, long lines, int parameters, int complexity) {}

    record RecordType(String name, int components) {}

    static List<SourceShape> readAll(Path folder) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var paths = Files.walk(folder)) {
            var sources =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            if (sources.isEmpty()) {
                return List.of();
            }
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            var shapes = new ArrayList<SourceShape>();
            for (var unit : task.parse()) {
                shapes.add(measure(unit, Trees.instance(task)));
            }
            return List.copyOf(shapes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceShape measure(CompilationUnitTree unit, Trees trees) throws IOException {
        var measuring = new Measuring(unit, trees);
        measuring.scan(unit, null);
        var file = Path.of(unit.getSourceFile().toUri());
        try (var lines = Files.lines(file)) {
            var path = Path.of("").toAbsolutePath().relativize(file).toString();
            return new SourceShape(new Size(path, lines.count()), measuring.methods, measuring.records);
        }
    }

    private static final class Measuring extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Method> methods = new ArrayList<>();
        private final List<RecordType> records = new ArrayList<>();

        Measuring(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (type.getKind() == Tree.Kind.RECORD) {
                records.add(new RecordType(type.getSimpleName().toString(), components(type)));
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var owner = owner();
            var parameters =
                    isCanonical(method, owner) ? 0 : method.getParameters().size();
            methods.add(new Method(
                    owner.getSimpleName() + "." + method.getName(), lines(method), parameters, complexity(method)));
            return super.visitMethod(method, null);
        }

        private ClassTree owner() {
            TreePath parent = getCurrentPath().getParentPath();
            return (ClassTree) parent.getLeaf();
        }

        /** A record's own constructor has as many parameters as the record has components, which have their own limit. */
        private static boolean isCanonical(MethodTree method, ClassTree owner) {
            return owner.getKind() == Tree.Kind.RECORD
                    && method.getName().contentEquals("<init>")
                    && method.getParameters().size() == components(owner);
        }

        private static int components(ClassTree type) {
            return (int) type.getMembers().stream()
                    .filter(member -> member instanceof VariableTree field
                            && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .count();
        }

        private long lines(Tree tree) {
            var positions = trees.getSourcePositions();
            var lines = unit.getLineMap();
            return lines.getLineNumber(positions.getEndPosition(unit, tree))
                    - lines.getLineNumber(positions.getStartPosition(unit, tree))
                    + 1;
        }

        private static int complexity(MethodTree method) {
            var counting = new Decisions();
            counting.scan(method.getBody(), null);
            return counting.count + 1;
        }
    }

    private static final class Decisions extends TreeScanner<Void, Void> {
        private int count;

        @Override
        public Void scan(Tree tree, Void nothing) {
            if (tree != null && decides(tree)) {
                count++;
            }
            return super.scan(tree, null);
        }

        private static boolean decides(Tree tree) {
            return switch (tree) {
                case IfTree _, ConditionalExpressionTree _, CatchTree _ -> true;
                case ForLoopTree _, EnhancedForLoopTree _, WhileLoopTree _, DoWhileLoopTree _ -> true;
                case SwitchTree _, SwitchExpressionTree _ -> true;
                case BinaryTree binary ->
                    binary.getKind() == Tree.Kind.CONDITIONAL_AND || binary.getKind() == Tree.Kind.CONDITIONAL_OR;
                default -> false;
            };
        }
    }
}
