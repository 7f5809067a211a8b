package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import java.util.List;
import java.util.function.Consumer;

/** References between projects and to files. */
final class ReferenceCases {
    private static final String BINARY =
            "<ItemGroup><Reference Include=\"External\" HintPath=\"../lib/External.dll\" /></ItemGroup>";
    private static final String FRIENDS =
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"%s\")]\n";

    private static final String COPIED =
            "<ItemGroup><None Update=\"notes.md\" CopyToOutputDirectory=\"PreserveNewest\" /></ItemGroup>";
    private static final String MADE =
            """
            <Target Name="Make" BeforeTargets="BeforeBuild">
              <Copy SourceFiles="data.txt" DestinationFiles="$(IntermediateOutputPath)made.txt" />
              <ItemGroup><None Include="$(IntermediateOutputPath)made.txt" Link="made.txt" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>
            </Target>
            """;

    private static final Consumer<CaseFolder> APP = c -> c.replace("App/C.cs", "+ 10", "+ 11");

    private ReferenceCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        projects(cases);
        files(cases);
        friends(cases);
        graph(cases);
        handedOn(cases);
        return cases.all();
    }

    private static void projects(Cases cases) {
        Consumer<CaseFolder> chain =
                c -> c.library("C", "").library("B", "", "C").program("A", "", "B");
        cases.add(
                        "TransitiveBody",
                        "C MISS, B HIT, A HIT",
                        chain,
                        c -> c.replace("C/C.cs", "+ 10", "+ 11"))
                .add(
                        "PrivateReference",
                        "C MISS",
                        c ->
                                c.library("C", "")
                                        .library("B", "", "C")
                                        .changeProject("B", ReferenceCases::notCopied)
                                        .program("A", "", "B"),
                        c -> c.replace("C/C.cs", "+ 10", "+ 11"));
    }

    private static void files(Cases cases) {
        cases.add(
                        "ReferenceToNothing",
                        // The warning is one of MSBuild's own files.
                        "Lib MISS, Other HIT",
                        c ->
                                c.library(
                                                "Lib",
                                                "<ItemGroup><ProjectReference Include=\"../None/None.csproj\" /></ItemGroup>")
                                        .library(
                                                "Other",
                                                "<ItemGroup><ProjectReference Include=\"../None/None.csproj\" /></ItemGroup>"),
                        c -> c.replace("Lib/C.cs", "+ 10", "+ 11"))
                .add(
                        "LibraryReplaced",
                        "Lib MISS",
                        c ->
                                c.library("Lib", BINARY)
                                        .bytes("lib/External.dll", Binaries.FIRST.bytes())
                                        .program("App", "", "Lib"),
                        c -> c.bytes("lib/External.dll", Binaries.SECOND.bytes()))
                .add(
                        "LibraryUsed",
                        "Lib MISS, App MISS",
                        c ->
                                c.library("Lib", BINARY)
                                        .bytes("lib/External.dll", Binaries.FIRST.bytes())
                                        .program("App", "", "Lib"),
                        c -> c.replace("Lib/C.cs", "+ 10", "+ External.Answer.Number()"));
    }

    private static void friends(Cases cases) {
        cases.add(
                        "Friend",
                        "Lib MISS, App MISS",
                        c ->
                                c.library("Lib", "")
                                        .file(
                                                "Lib/Friends.cs",
                                                FRIENDS.formatted(c.namespace("App")))
                                        .file(
                                                "Lib/Inner.cs",
                                                "static class Inner { internal const int X = 1; }\n")
                                        .program("App", "", "Lib")
                                        .file(
                                                "App/Use.cs",
                                                "static class Use { public static int Get() => Inner.X; }\n"),
                        c -> c.replace("Lib/Inner.cs", "X = 1", "X = 2"))
                .add(
                        "FriendAdded",
                        "Lib MISS",
                        c -> c.library("Lib", "").program("App", "", "Lib"),
                        c -> c.file("Lib/Friends.cs", FRIENDS.formatted(c.namespace("App"))));
    }

    private static void graph(Cases cases) {
        cases.add(
                        "ReferenceAdded",
                        "A MISS",
                        c -> c.library("C", "").library("B", "").program("A", "", "B"),
                        c ->
                                c.changeProject(
                                        "A",
                                        text ->
                                                text.replace(
                                                        "</ItemGroup>",
                                                        "<ProjectReference Include=\"../C/ReferenceAdded.C.csproj\" /></ItemGroup>")))
                .add(
                        "ReferenceRemoved",
                        "A MISS",
                        c -> {
                            c.library("C", "").library("B", "").program("A", "", "B", "C");
                            c.file("A/C.cs", "class Unused { }\n");
                        },
                        c ->
                                c.changeProject(
                                        "A",
                                        text ->
                                                text.replaceAll(
                                                        "<ProjectReference Include=\"../C/[^>]*>",
                                                        "")));
    }

    // What a user copies depends on what its references did when they were built.
    private static void handedOn(Cases cases) {
        cases.add(
                        "ContentOfOneName",
                        "App MISS",
                        c ->
                                c.library("First", COPIED)
                                        .file("First/notes.md", "first\n")
                                        .library("Second", COPIED)
                                        .file("Second/notes.md", "second\n")
                                        .library("Middle", "", "First")
                                        .program("App", "", "Middle", "Second"),
                        APP)
                .add(
                        "ContentMadeByABuild",
                        "App MISS",
                        c ->
                                c.library("Lib", MADE)
                                        .file("Lib/data.txt", "1\n")
                                        .program("App", "", "Lib"),
                        APP)
                .add(
                        "ContentBehindAReference",
                        "App MISS",
                        c ->
                                c.library("Lib", COPIED)
                                        .file("Lib/notes.md", "1\n")
                                        .library("Middle", "", "Lib")
                                        .changeProject("Middle", ReferenceCases::keptToItself)
                                        .program("App", "", "Middle"),
                        APP)
                .add(
                        "ContentBehindAReferenceComes",
                        "Lib MISS, Middle MISS, App MISS",
                        c ->
                                c.library("Lib", COPIED)
                                        .library("Middle", "", "Lib")
                                        .changeProject("Middle", ReferenceCases::keptToItself)
                                        .program("App", "", "Middle"),
                        c -> c.file("Lib/notes.md", "1\n"));
    }

    private static String keptToItself(String project) {
        return project.replace("csproj\" />", "csproj\" PrivateAssets=\"all\" />");
    }

    private static String notCopied(String project) {
        return project.replace("csproj\" />", "csproj\" Private=\"false\" />");
    }
}
