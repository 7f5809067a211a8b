package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.solution.SolutionFile;
import dev.buildserver.benchmarks.proof.solution.Sources;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Edits of project files and of the graph of projects. */
final class ProjectEdits {
    private static final String PROJECT = Choice.ANY_PROJECT + "P\\d+\\.csproj";
    private static final String SINGLE = "<TargetFramework>netstandard2.1</TargetFramework>";
    private static final String SEVERAL =
            "<TargetFrameworks>netstandard2.1;netcoreapp3.1</TargetFrameworks>";

    private ProjectEdits() {}

    static Optional<String> property(SourceTree tree, Random random) {
        List<String> values =
                List.of(
                        "<AssemblyTitle>T%d</AssemblyTitle>".formatted(Choice.number(random)),
                        "<DefineConstants>$(DefineConstants);MARK</DefineConstants>",
                        "<Optimize>false</Optimize>",
                        "<NoWarn>$(NoWarn);CS0219</NoWarn>",
                        "<GenerateDocumentationFile>true</GenerateDocumentationFile>");
        String value = values.get(random.nextInt(values.size()));
        return Choice.file(tree, PROJECT, random)
                .map(
                        path -> {
                            String line =
                                    "  <PropertyGroup>" + value + "</PropertyGroup><!-- edit -->\n";
                            tree.change(path, text -> withLine(text, line));
                            return path + ": " + value;
                        });
    }

    private static String withLine(String text, String line) {
        return text.contains("<!-- edit -->")
                ? text.replaceAll("  <PropertyGroup>.*<!-- edit -->\n", "")
                : text.replace("</Project>", line + "</Project>");
    }

    /** A project targets one framework more or less. */
    static Optional<String> framework(SourceTree tree, Random random) {
        return Choice.file(tree, PROJECT, "netstandard2.1", random)
                .map(
                        path -> {
                            tree.change(
                                    path,
                                    text ->
                                            text.contains(SINGLE)
                                                    ? text.replace(SINGLE, SEVERAL)
                                                    : text.replace(SEVERAL, SINGLE));
                            return path;
                        });
    }

    /** A reference that is used, or the end of one. */
    static Optional<String> reference(SourceTree tree, Random random) {
        Optional<String> used = Choice.file(tree, Choice.ANY_PROJECT + "UsesP\\d+\\.cs", random);
        if (used.isPresent() && random.nextBoolean()) {
            return used.map(path -> endOfReference(tree, path));
        }
        List<String> projects = Layout.projects(tree);
        String from = projects.get(1 + random.nextInt(projects.size() - 1));
        List<String> below =
                projects.stream()
                        .filter(p -> Layout.number(p) < Layout.number(from))
                        .filter(p -> !tree.text(p).contains("netcoreapp3.1"))
                        .filter(p -> p.endsWith(".csproj"))
                        .filter(p -> !tree.text(from).contains(Layout.reference(p)))
                        .toList();
        if (!from.endsWith(".csproj")) {
            return Optional.empty();
        }
        return Choice.of(below, random).map(to -> refer(tree, from, to));
    }

    private static String refer(SourceTree tree, String from, String to) {
        String other = Layout.name(to);
        String line =
                "  <ItemGroup><ProjectReference Include=\"%s\" /></ItemGroup><!-- %s -->\n"
                        .formatted(Layout.reference(to), other);
        tree.change(from, text -> text.replace("</Project>", line + "</Project>"));
        tree.put(
                Layout.folder(from) + "/Uses" + other + ".cs",
                "namespace %s { public static class Uses%s { public static int Get() => %s.C0.V(1); } }\n"
                        .formatted(Layout.name(from), other, other));
        return from + " to " + to;
    }

    private static String endOfReference(SourceTree tree, String use) {
        String folder = Layout.folder(use);
        String project = folder + folder.substring(folder.lastIndexOf('/')) + ".csproj";
        String other = use.substring(use.lastIndexOf("Uses") + 4, use.lastIndexOf('.'));
        tree.remove(use);
        tree.change(project, text -> text.replaceAll(".*<!-- " + other + " -->\n", ""));
        return project + " no longer to " + other;
    }

    static Optional<String> newProject(SourceTree tree, Random random) {
        List<String> projects = Layout.projects(tree);
        int number = Layout.number(projects.get(projects.size() - 1)) + 1;
        String path = Layout.place(number) + ".csproj";
        String name = Layout.name(path);
        Optional<String> below =
                Choice.of(
                        projects.stream()
                                .filter(p -> p.endsWith(".csproj"))
                                .filter(p -> !tree.text(p).contains("netcoreapp3.1"))
                                .toList(),
                        random);
        tree.put(
                path,
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.1</TargetFramework>
                  </PropertyGroup>
                  %s
                </Project>
                """
                        .formatted(
                                below.map(
                                                to ->
                                                        "<ItemGroup><ProjectReference Include=\"%s\" /></ItemGroup>"
                                                                .formatted(Layout.reference(to)))
                                        .orElse("")));
        List<String> used = below.map(Layout::name).stream().toList();
        tree.put(Layout.folder(path) + "/C0.cs", Sources.of(name, "C0", used));
        tree.put(Layout.folder(path) + "/C1.cs", Sources.of(name, "C1", List.of()));
        Layout.writeSolution(tree);
        return Optional.of(path);
    }

    /** A project goes that no other references. */
    static Optional<String> endOfProject(SourceTree tree, Random random) {
        List<String> projects = Layout.projects(tree);
        if (projects.size() <= 3) {
            return Optional.empty();
        }
        List<String> unused =
                projects.stream()
                        .filter(
                                p ->
                                        projects.stream()
                                                .noneMatch(
                                                        other -> names(tree.text(other), other, p)))
                        .toList();
        return Choice.of(unused, random)
                .map(
                        path -> {
                            tree.removeBelow(Layout.folder(path));
                            Layout.writeSolution(tree);
                            return path;
                        });
    }

    // By reference, or by a script that reads the other's files.
    private static boolean names(String text, String project, String other) {
        return !project.equals(other) && text.contains("/" + Layout.name(other) + "/");
    }

    static Optional<String> order(SourceTree tree, Random random) {
        List<String> projects = new ArrayList<>(Layout.projects(tree));
        Collections.shuffle(projects, random);
        tree.put(Layout.SOLUTION, SolutionFile.of(projects));
        return Optional.of(Layout.SOLUTION);
    }
}
