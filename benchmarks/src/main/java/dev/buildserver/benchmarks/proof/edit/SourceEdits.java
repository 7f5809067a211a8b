package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.source.SourceFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Edits of source files. */
final class SourceEdits {
    private static final String CLASS = Choice.ANY_PROJECT + "C\\d\\.cs";
    private static final String MARKER = "// comment";
    private static final String MARK = "\uFEFF";
    // Others are named by projects, scripts or each other.
    private static final String FREE = Choice.ANY_PROJECT + "(N\\d+|Uses\\w+|Mark|Warns)\\.cs";

    private SourceEdits() {}

    static Optional<String> body(SourceTree tree, Random random) {
        return change(
                tree,
                random,
                "int V(int x)",
                text -> text.replaceAll("\\+ \\d+;", "+ " + Choice.number(random) + ";"));
    }

    static Optional<String> api(SourceTree tree, Random random) {
        int n = Choice.number(random);
        return change(
                tree,
                random,
                MARKER,
                text ->
                        text.replaceFirst(
                                MARKER,
                                "public static int M%d(int x) => x + %d;\n        %s"
                                        .formatted(n, n, MARKER)));
    }

    static Optional<String> constant(SourceTree tree, Random random) {
        return change(
                tree,
                random,
                "const int K",
                text ->
                        text.replaceAll(
                                "const int K = \\d+", "const int K = " + Choice.number(random)));
    }

    static Optional<String> inner(SourceTree tree, Random random) {
        return change(
                tree,
                random,
                "int Inner()",
                text ->
                        text.replaceAll(
                                "Inner\\(\\) => \\d+", "Inner() => " + Choice.number(random)));
    }

    static Optional<String> comment(SourceTree tree, Random random) {
        return change(
                tree,
                random,
                MARKER,
                text -> text.replaceAll("// comment \\d+", "// comment " + Choice.number(random)));
    }

    static Optional<String> documentation(SourceTree tree, Random random) {
        return change(
                tree,
                random,
                "<summary>",
                text ->
                        text.replaceAll(
                                "<summary>.*</summary>",
                                "<summary>Adds " + Choice.number(random) + ".</summary>"));
    }

    static Optional<String> touch(SourceTree tree, Random random) {
        return Optional.of("nothing but the commit");
    }

    static Optional<String> add(SourceTree tree, Random random) {
        return Choice.of(csharp(tree), random)
                .map(
                        project -> {
                            int n = Choice.number(random);
                            String path = Layout.folder(project) + "/N" + n + ".cs";
                            String text =
                                    "namespace %s { internal static class N%d { internal const int X = %d; } }\n";
                            tree.put(path, text.formatted(Layout.name(project), n, n));
                            return path;
                        });
    }

    static Optional<String> delete(SourceTree tree, Random random) {
        return Choice.file(tree, FREE, random)
                .map(
                        path -> {
                            tree.remove(path);
                            return path;
                        });
    }

    static Optional<String> rename(SourceTree tree, Random random) {
        return Choice.file(tree, FREE, random)
                .map(
                        path -> {
                            String to = Layout.folder(path) + "/N" + Choice.number(random) + ".cs";
                            tree.put(to, tree.file(path)).remove(path);
                            return path + " to " + to;
                        });
    }

    static Optional<String> swap(SourceTree tree, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "C0\\.cs", random)
                .map(
                        path -> {
                            String other = Layout.folder(path) + "/C1.cs";
                            SourceFile first = tree.file(path);
                            tree.put(path, tree.file(other)).put(other, first);
                            return path + " and " + other;
                        });
    }

    static Optional<String> mark(SourceTree tree, Random random) {
        return change(
                tree,
                random,
                "class",
                text -> text.startsWith(MARK) ? text.substring(1) : MARK + text);
    }

    static Optional<String> warning(SourceTree tree, Random random) {
        int n = Choice.number(random);
        return change(
                tree,
                random,
                MARKER,
                text ->
                        text.replaceFirst(
                                MARKER,
                                "static int W%d() { int unused = 1; return %d; }\n        %s"
                                        .formatted(n, n, MARKER)));
    }

    static Optional<String> linked(SourceTree tree, Random random) {
        return changeFile(
                tree,
                "shared/Link.cs",
                text -> text.replaceAll("X = \\d+", "X = " + Choice.number(random)));
    }

    static Optional<String> basic(SourceTree tree, Random random) {
        return sum(tree, "vb", random);
    }

    static Optional<String> functional(SourceTree tree, Random random) {
        return sum(tree, "fs", random);
    }

    private static Optional<String> sum(SourceTree tree, String language, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "C0\\." + language, random)
                .flatMap(
                        path ->
                                changeFile(
                                        tree,
                                        path,
                                        text ->
                                                text.replaceAll(
                                                        "\\+ \\d+(?=\\R)",
                                                        "+ " + Choice.number(random))));
    }

    /** A source that is a link, and what it leads to. */
    static Optional<String> link(SourceTree tree, Random random) {
        String target = "shared/Linked.cs";
        tree.put(
                target,
                "internal static class Symbolic { internal const int X = %d; }\n"
                        .formatted(Choice.number(random)));
        if (!tree.paths(Pattern.compile(".*/Symbolic\\.cs")).isEmpty()) {
            return Optional.of(target);
        }
        return Choice.of(csharp(tree), random)
                .map(
                        project -> {
                            String path = Layout.folder(project) + "/Symbolic.cs";
                            SourceFile link = SourceFile.of("../../../" + target);
                            tree.put(path, link.as(SourceFile.Kind.LINK));
                            return path;
                        });
    }

    private static List<String> csharp(SourceTree tree) {
        return Layout.projects(tree).stream().filter(p -> p.endsWith(".csproj")).toList();
    }

    private static Optional<String> change(
            SourceTree tree, Random random, String text, UnaryOperator<String> change) {
        return Choice.file(tree, CLASS, text, random)
                .flatMap(path -> changeFile(tree, path, change));
    }

    private static Optional<String> changeFile(
            SourceTree tree, String path, UnaryOperator<String> change) {
        if (!tree.has(path)) {
            return Optional.empty();
        }
        tree.change(path, change);
        return Optional.of(path);
    }
}
