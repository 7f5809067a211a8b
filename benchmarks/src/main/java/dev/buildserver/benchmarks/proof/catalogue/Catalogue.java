package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.solution.SolutionFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases, and the trees in which they stand. */
public final class Catalogue {
    private static final Pattern PROJECT = Pattern.compile("cases/.*\\.(cs|fs|vb)proj");

    private Catalogue() {}

    public static List<CatalogueCase> cases() {
        return Stream.of(
                        SourceCases.all(),
                        ProjectCases.all(),
                        ReferenceCases.all(),
                        ContentCases.all(),
                        CompilerCases.all(),
                        LanguageCases.all(),
                        RefusedCases.all(),
                        TreeCases.all(),
                        LayoutCases.all(),
                        PackageCases.all(),
                        AnswerCases.all(),
                        MemoryCases.all(),
                        WarmCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The cases in groups that are built together: one alone can have all of them built anew. */
    public static List<List<CatalogueCase>> solutions() {
        return List.copyOf(
                cases().stream()
                        .collect(
                                Collectors.groupingBy(
                                        one ->
                                                List.of(
                                                        one.editsSourcesOnly(),
                                                        one.editsSourcesOnly()
                                                                && one.startsFromNothing())))
                        .values());
    }

    /** All cases before their edits. */
    public static SourceTree base(List<CatalogueCase> cases) {
        SourceTree tree = new SourceTree();
        tree.put("README.md", "# Cases\n");
        cases.forEach(one -> one.base().accept(new CaseFolder(tree, one.name())));
        tree.put(Layout.SOLUTION, SolutionFile.of(tree.paths(PROJECT)));
        return tree;
    }

    /** All cases after their edits. */
    public static SourceTree edited(List<CatalogueCase> cases, SourceTree base) {
        SourceTree tree = base.copy();
        cases.forEach(one -> one.edit().accept(new CaseFolder(tree, one.name())));
        return tree;
    }

    /** Whether a difference, as a comparison words it, is in the folder of a case. */
    public static boolean isOf(CatalogueCase one, String difference) {
        return difference.contains("cases/" + one.name() + "/");
    }
}
