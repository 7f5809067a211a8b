package dev.buildserver.benchmarks.proof.solution;

import dev.buildserver.benchmarks.proof.source.SourceFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A solution drawn from a seed: layers of libraries, some of them with features that are easily
 * forgotten in a cache's key, programs on top, and a few tests.
 */
public final class GeneratedSolution {
    private static final int EVERY_BASIC = 7;

    /** Few: their compiler takes several times as long. The second may refer to the first. */
    private static final Set<Integer> FUNCTIONAL = Set.of(8, 9, 30);

    private static final int EVERY_PROGRAM = 5;
    private static final int MOST_REFERENCES = 3;
    private static final int NEAR = 8;
    private static final int FEATURES_OF_A_PROJECT = 3;

    private final SourceTree tree = new SourceTree();
    private final Random random;
    private final int projects;
    private final List<Feature> deck = new ArrayList<>();

    private GeneratedSolution(long seed, int projects) {
        this.random = new Random(seed);
        this.projects = projects;
    }

    /**
     * The same tree for the same arguments.
     *
     * @param projects 3 to 999
     */
    public static SourceTree of(long seed, int projects) {
        return new GeneratedSolution(seed, projects).generate();
    }

    private SourceTree generate() {
        common();
        List<String> written = new ArrayList<>();
        int tests = Math.max(1, projects / 20);
        for (int number = 0; number < projects; number++) {
            List<String> libraries = libraries(written);
            if (number >= projects - tests) {
                // Nobody refers to tests.
                test(number, libraries);
            } else if (number > 1 && number % EVERY_BASIC == EVERY_BASIC - 1) {
                written.add(basic(number, libraries));
            } else if (FUNCTIONAL.contains(number)) {
                written.add(functional(number, libraries));
            } else {
                written.add(csharp(number, libraries));
            }
        }
        Layout.writeSolution(tree);
        return tree;
    }

    private void common() {
        tree.put(
                "Directory.Build.props",
                """
                <Project>
                  <PropertyGroup>
                    <Description>of $(FromResponseFile)</Description>
                    <IsPackable>false</IsPackable>
                  </PropertyGroup>
                </Project>
                """);
        tree.put(
                "src/even/Directory.Build.props",
                """
                <Project>
                  <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
                  <PropertyGroup><Company>Even</Company></PropertyGroup>
                </Project>
                """);
        tree.put("README.md", "# Generated\n").put(".gitignore", "bin/\nobj/\n");
        tree.put("lib/External.dll", new SourceFile(Binaries.FIRST.bytes(), SourceFile.Kind.FILE));
    }

    /** Libraries to reference: the first project of all, to have a root, and near ones. */
    private List<String> libraries(List<String> written) {
        List<String> chosen = new ArrayList<>();
        List<String> choice =
                new ArrayList<>(
                        written.subList(Math.max(0, written.size() - NEAR), written.size()));
        choice.removeIf(project -> tree.text(project).contains("<OutputType>"));
        Collections.shuffle(choice, random);
        int count = Math.min(choice.size(), 1 + random.nextInt(MOST_REFERENCES));
        chosen.addAll(choice.subList(0, count));
        chosen.sort(null);
        return chosen;
    }

    private String csharp(int number, List<String> libraries) {
        String path = Layout.place(number) + ".csproj";
        ProjectDraft project = new ProjectDraft(tree, path, libraries);
        List<String> names = libraries.stream().map(Layout::name).toList();
        project.file("C0.cs", Sources.of(project.name(), "C0", names));
        project.file("C1.cs", Sources.of(project.name(), "C1", List.of()));
        libraries.stream()
                .filter(library -> isFriend(library, project.name()))
                .forEach(
                        library ->
                                project.file(
                                        "UsesFriend.cs",
                                        Sources.friend(project.name(), Layout.name(library))));
        for (int i = 0; i < FEATURES_OF_A_PROJECT; i++) {
            next().addTo(project);
        }
        boolean program = number > 2 && number % EVERY_PROGRAM == EVERY_PROGRAM - 1;
        if (program) {
            project.frameworks("netcoreapp3.1").property("OutputType", "Exe");
            project.file(
                    "Program.cs",
                    "static class Program { static int Main() => %s.C0.V(3); }\n"
                            .formatted(project.name()));
        }
        project.write();
        return path;
    }

    private boolean isFriend(String library, String project) {
        String file = Layout.folder(library) + "/Friends.cs";
        return tree.has(file) && tree.text(file).contains("\"" + project + "\"");
    }

    /** Each feature once before any comes again. */
    private Feature next() {
        if (deck.isEmpty()) {
            deck.addAll(List.of(Feature.values()));
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private String basic(int number, List<String> libraries) {
        String path = Layout.place(number) + ".vbproj";
        String name = Layout.name(path);
        tree.put(
                path,
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.1</TargetFramework>
                    <RootNamespace>%s</RootNamespace>
                  </PropertyGroup>
                  <ItemGroup>%s</ItemGroup>
                </Project>
                """
                        .formatted(name, references(libraries)));
        List<String> names = libraries.stream().map(Layout::name).toList();
        tree.put(Layout.folder(path) + "/C0.vb", Sources.basic("C0", names));
        return path;
    }

    private String functional(int number, List<String> libraries) {
        String path = Layout.place(number) + ".fsproj";
        String name = Layout.name(path);
        tree.put(path, FSharp.project(references(libraries), "", "C0.fs"));
        List<String> names = libraries.stream().map(Layout::name).toList();
        tree.put(Layout.folder(path) + "/C0.fs", FSharp.module(name + ".C0", names));
        return path;
    }

    private static String references(List<String> libraries) {
        return libraries.stream().map(Layout::projectReference).collect(Collectors.joining());
    }

    private void test(int number, List<String> libraries) {
        String path = Layout.place(number) + ".csproj";
        ProjectDraft project = new ProjectDraft(tree, path, libraries);
        project.frameworks("netcoreapp3.1")
                .part(
                        """
                          <ItemGroup><PackageReference Include="BuildServer.TestKit" Version="1.0.0" /></ItemGroup>
                        """)
                .file("Tests.cs", Sources.tests(project.name(), Layout.name(libraries.get(0))));
        project.write();
    }
}
