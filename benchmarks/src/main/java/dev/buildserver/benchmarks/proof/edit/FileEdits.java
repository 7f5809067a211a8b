package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.solution.Resx;
import dev.buildserver.benchmarks.proof.source.SourceFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Edits of files that are no sources: resources, content, data of scripts, libraries. */
final class FileEdits {
    private FileEdits() {}

    static Optional<String> resource(SourceTree tree, Random random) {
        return write(
                tree,
                Choice.file(tree, Choice.ANY_PROJECT + "(Strings|Other)(\\.\\w+)?\\.resx", random),
                Resx.of("text " + Choice.number(random)));
    }

    /** A culture that comes or goes. */
    static Optional<String> culture(SourceTree tree, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "Strings\\.resx", random)
                .map(
                        path -> {
                            String culture = random.nextBoolean() ? "fr" : "de";
                            String file = path.replace(".resx", "." + culture + ".resx");
                            return toggle(tree, file, Resx.of("text " + culture));
                        });
    }

    static Optional<String> embedded(SourceTree tree, Random random) {
        return write(
                tree,
                Choice.file(tree, Choice.ANY_PROJECT + "res/.*", random),
                "resource " + Choice.number(random) + "\n");
    }

    static Optional<String> embeddedComesOrGoes(SourceTree tree, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "res/a\\.txt", random)
                .map(path -> toggle(tree, Layout.folder(path) + "/more.txt", "more\n"));
    }

    static Optional<String> content(SourceTree tree, Random random) {
        return write(
                tree,
                Choice.file(tree, Choice.ANY_PROJECT + "(cont/.*|data\\.json|notes\\.md)", random),
                "\"" + Choice.number(random) + "\"\n");
    }

    static Optional<String> contentComesOrGoes(SourceTree tree, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "cont/one\\.txt", random)
                .map(path -> toggle(tree, Layout.folder(path) + "/deep/two.md", "two\n"));
    }

    /** The permission to run, of a file that is copied. */
    static Optional<String> mode(SourceTree tree, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "(cont/.*|data\\.json)", random)
                .map(
                        path -> {
                            SourceFile file = tree.file(path);
                            boolean plain = file.kind() == SourceFile.Kind.FILE;
                            tree.put(
                                    path,
                                    file.as(
                                            plain
                                                    ? SourceFile.Kind.PROGRAM
                                                    : SourceFile.Kind.FILE));
                            return path;
                        });
    }

    static Optional<String> data(SourceTree tree, Random random) {
        return write(
                tree,
                Optional.of("tools/seed.txt").filter(tree::has),
                "seed " + Choice.number(random) + "\n");
    }

    static Optional<String> script(SourceTree tree, Random random) {
        return Optional.of("tools/generate.sh")
                .filter(tree::has)
                .map(
                        path -> {
                            tree.change(path, text -> text + "# " + Choice.number(random) + "\n");
                            return path;
                        });
    }

    static Optional<String> version(SourceTree tree, Random random) {
        return write(
                tree,
                Optional.of("version.txt").filter(tree::has),
                "1.2." + (10 + random.nextInt(1000)) + "\n");
    }

    /** A file for which an inline task, or a condition, looks. */
    static Optional<String> probed(SourceTree tree, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.of(toggle(tree, "opt/o.txt", "o " + Choice.number(random) + "\n"));
            case 1 -> Optional.of(toggle(tree, "flags/marker", "\n"));
            default ->
                    Optional.of(
                            toggle(
                                    tree,
                                    "flags/extra.props",
                                    "<Project><PropertyGroup><DefineConstants>$(DefineConstants);EXTRA</DefineConstants></PropertyGroup></Project>\n"));
        };
    }

    static Optional<String> binary(SourceTree tree, Random random) {
        String path = "lib/External.dll";
        boolean first = Arrays.equals(tree.file(path).content(), Binaries.FIRST.bytes());
        Binaries next = first ? Binaries.SECOND : Binaries.FIRST;
        tree.put(path, new SourceFile(next.bytes(), SourceFile.Kind.FILE));
        return Optional.of(path);
    }

    static Optional<String> readme(SourceTree tree, Random random) {
        return write(tree, Optional.of("README.md"), "# " + Choice.number(random) + "\n");
    }

    /** Makes a file, or removes it if it is there. */
    static String toggle(SourceTree tree, String path, String text) {
        if (tree.has(path)) {
            tree.remove(path);
            return path + " goes";
        }
        tree.put(path, text);
        return path + " comes";
    }

    private static Optional<String> write(SourceTree tree, Optional<String> path, String text) {
        path.ifPresent(file -> tree.put(file, SourceFile.of(text).as(tree.file(file).kind())));
        return path;
    }
}
