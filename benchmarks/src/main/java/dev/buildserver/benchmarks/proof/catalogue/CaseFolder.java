package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.FSharp;
import dev.buildserver.benchmarks.proof.source.SourceFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.function.UnaryOperator;

/** The folder of a case; paths are relative to it. */
public final class CaseFolder {
    private final SourceTree tree;
    private final String name;

    CaseFolder(SourceTree tree, String name) {
        this.tree = tree;
        this.name = name;
    }

    /**
     * Writes a library with one class {@code C}.
     *
     * @param project its name within the case, and its folder
     * @param body more of the project file
     * @param references projects of the case
     */
    CaseFolder library(String project, String body, String... references) {
        return project(project, "netstandard2.1", "", body, references);
    }

    /** Writes a program. */
    CaseFolder program(String project, String body, String... references) {
        file(project + "/Program.cs", "static class Program { static int Main() => 0; }\n");
        return project(project, "netcoreapp3.1", "<OutputType>Exe</OutputType>", body, references);
    }

    /** Writes a program with one view, which calls it. */
    CaseFolder web(String project, String body, String... references) {
        program(project, body, references);
        change(
                project + "/" + file(project),
                text -> text.replace("Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web"));
        return file(
                project + "/Views/Home/Index.cshtml",
                "<p>@%s.C.V(10)</p>\n".formatted(namespace(project)));
    }

    private CaseFolder project(
            String project, String framework, String property, String body, String... references) {
        StringBuilder items = new StringBuilder();
        StringBuilder sum = new StringBuilder("x");
        for (String reference : references) {
            items.append(reference(reference));
            sum.append(" + ").append(namespace(reference)).append(".C.V(x) + ");
            sum.append(namespace(reference)).append(".C.K");
        }
        file(
                project + "/" + file(project),
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>%s</TargetFramework>%s</PropertyGroup>
                  <ItemGroup>%s</ItemGroup>
                  %s
                </Project>
                """
                        .formatted(framework, property, items, body));
        return file(
                project + "/C.cs",
                """
                namespace %s
                {
                    /// <summary>Adds.</summary>
                    public static class C
                    {
                        public const int K = 3;
                        public static int V(int x) => %s + 10;
                        // comment 0
                    }
                }
                """
                        .formatted(namespace(project), sum));
    }

    /** Writes an F# library with one module {@code C}; its name has to begin with that. */
    CaseFolder fsharp(String project, String body, String... references) {
        StringBuilder items = new StringBuilder();
        StringBuilder sum = new StringBuilder("x");
        for (String reference : references) {
            items.append(reference(reference));
            sum.append(" + %s.C.V x".formatted(namespace(reference)));
        }
        file(project + "/" + file(project), FSharp.project(items, body, "C.fs"));
        return file(
                project + "/C.fs",
                """
                module %s.C

                [<Literal>]
                let K = 3

                let V (x: int) : int = %s + 10
                // comment 0
                """
                        .formatted(namespace(project), sum));
    }

    private String reference(String project) {
        return "<ProjectReference Include=\"../%s/%s\" />".formatted(project, file(project));
    }

    /** Path of a project in the tree. */
    static String path(String name, String project) {
        return "cases/%s/%s/%s".formatted(name, project, projectFile(name, project));
    }

    /** File name of a project. */
    String file(String project) {
        return projectFile(name, project);
    }

    private static String projectFile(String name, String project) {
        return "%s.%s.%s".formatted(name, project, extension(project));
    }

    private static String extension(String project) {
        return project.startsWith("FSharp")
                ? "fsproj"
                : project.startsWith("Basic") ? "vbproj" : "csproj";
    }

    /** Namespace of a project. */
    String namespace(String project) {
        return (name + "." + project).replaceAll("[^\\p{Alnum}.]", "_");
    }

    CaseFolder file(String path, String text) {
        tree.put(at(path), text);
        return this;
    }

    CaseFolder bytes(String path, byte[] content) {
        tree.put(at(path), new SourceFile(content, SourceFile.Kind.FILE));
        return this;
    }

    /** A symbolic link. */
    CaseFolder link(String path, String target) {
        tree.put(at(path), SourceFile.of(target).as(SourceFile.Kind.LINK));
        return this;
    }

    /** Gives a file the permission to run. */
    CaseFolder program(String path) {
        tree.put(at(path), tree.file(at(path)).as(SourceFile.Kind.PROGRAM));
        return this;
    }

    CaseFolder change(String path, UnaryOperator<String> change) {
        tree.change(at(path), change);
        return this;
    }

    /** Changes the file of a project. */
    CaseFolder changeProject(String project, UnaryOperator<String> change) {
        return change(project + "/" + file(project), change);
    }

    /** Replaces text that must be there. */
    CaseFolder replace(String path, String from, String to) {
        if (!tree.text(at(path)).contains(from)) {
            throw new IllegalArgumentException(at(path) + " has no " + from);
        }
        return change(path, text -> text.replace(from, to));
    }

    CaseFolder rename(String from, String to) {
        tree.put(at(to), tree.file(at(from))).remove(at(from));
        return this;
    }

    CaseFolder swap(String one, String other) {
        SourceFile first = tree.file(at(one));
        tree.put(at(one), tree.file(at(other))).put(at(other), first);
        return this;
    }

    CaseFolder remove(String path) {
        tree.remove(at(path));
        return this;
    }

    private String at(String path) {
        return "cases/" + name + "/" + path;
    }
}
