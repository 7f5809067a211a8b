package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Edits of files that work on all projects below their folder. */
final class FolderEdits {
    private static final String UPWARDS =
            """
            <PropertyGroup><FileAbove>$([MSBuild]::GetPathOfFileAbove('%s', '$(MSBuildThisFileDirectory)../'))</FileAbove></PropertyGroup>
              <Import Project="$(FileAbove)" Condition="'$(FileAbove)' != ''" />
            """;

    private FolderEdits() {}

    /** {@code Directory.Build.props} of a folder comes, changes or goes. */
    static Optional<String> props(SourceTree tree, Random random) {
        String folder = folder(tree, random);
        return Optional.of(
                comeChangeOrGo(
                        tree,
                        random,
                        folder + "Directory.Build.props",
                        """
                        <Project>
                          %s
                          <PropertyGroup><Product>Product %d</Product></PropertyGroup>
                        </Project>
                        """
                                .formatted(
                                        upwards("Directory.Build.props"), Choice.number(random))));
    }

    /** {@code Directory.Build.targets} of a folder comes, changes or goes. */
    static Optional<String> targets(SourceTree tree, Random random) {
        String folder = random.nextInt(4) == 0 ? "" : folder(tree, random);
        return Optional.of(
                comeChangeOrGo(
                        tree,
                        random,
                        folder + "Directory.Build.targets",
                        """
                        <Project>
                          %s
                          <Target Name="Note%d" AfterTargets="CopyFilesToOutputDirectory">
                            <WriteLinesToFile File="$(OutDir)note.txt" Lines="%d" Overwrite="true" />
                          </Target>
                        </Project>
                        """
                                .formatted(
                                        upwards("Directory.Build.targets"),
                                        Choice.number(random),
                                        Choice.number(random))));
    }

    /** The response file that MSBuild reads beside the solution. */
    static Optional<String> response(SourceTree tree, Random random) {
        return Optional.of(
                comeChangeOrGo(
                        tree,
                        random,
                        "Directory.Build.rsp",
                        "-p:FromResponseFile=R" + Choice.number(random) + "\n"));
    }

    static Optional<String> editorConfig(SourceTree tree, Random random) {
        String folder = random.nextBoolean() ? "" : folder(tree, random);
        return Optional.of(
                comeChangeOrGo(
                        tree,
                        random,
                        folder + ".editorconfig",
                        "[*.cs]\ndotnet_diagnostic.CS0219.severity = %s\n# %d\n"
                                .formatted(
                                        random.nextBoolean() ? "none" : "warning",
                                        Choice.number(random))));
    }

    /** The pin of the SDK; any of them leads to the same one here. */
    static Optional<String> pin(SourceTree tree, Random random) {
        return Optional.of(
                comeChangeOrGo(
                        tree,
                        random,
                        "global.json",
                        """
                        { "sdk": { "version": "3.1.%d", "rollForward": "latestMajor" } }
                        """
                                .formatted(100 + random.nextInt(3))));
    }

    /** Settings of a program's runtime come, change or go. */
    static Optional<String> runtime(SourceTree tree, Random random) {
        return Choice.file(tree, Choice.ANY_PROJECT + "Program\\.cs", random)
                .map(
                        program ->
                                comeChangeOrGo(
                                        tree,
                                        random,
                                        Layout.folder(program) + "/runtimeconfig.template.json",
                                        """
                                        { "configProperties": { "System.GC.Server": %s, "N": %d } }
                                        """
                                                .formatted(
                                                        random.nextBoolean(),
                                                        Choice.number(random))));
    }

    private static String comeChangeOrGo(SourceTree tree, Random random, String path, String text) {
        // What all others were generated to rely on stays.
        boolean needed = path.equals("src/even/Directory.Build.props");
        if (tree.has(path) && !needed && random.nextBoolean()) {
            tree.remove(path);
            return path + " goes";
        }
        String what = tree.has(path) ? " changes" : " comes";
        tree.put(path, text);
        return path + what;
    }

    private static String upwards(String file) {
        return UPWARDS.formatted(file).strip();
    }

    private static String folder(SourceTree tree, Random random) {
        List<String> projects = Layout.projects(tree);
        String own = Layout.folder(projects.get(random.nextInt(projects.size()))) + "/";
        List<String> folders = List.of("src/even/", "src/odd/", "src/", own);
        return folders.get(random.nextInt(folders.size()));
    }
}
