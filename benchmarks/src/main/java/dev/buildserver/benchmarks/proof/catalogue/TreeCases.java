package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import java.util.List;

/** What else may lie in a tree: links to folders, odd names, files where outputs go, binaries. */
final class TreeCases {
    private TreeCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        links(cases);
        names(cases);
        binaries(cases);
        return cases.all();
    }

    private static void links(Cases cases) {
        cases.add(
                        "LinkedFolder",
                        "Lib MISS",
                        c ->
                                c.library("Lib", exec("cat more/data.txt"))
                                        .link("Lib/more", "../shared")
                                        .file("shared/data.txt", "1\n"),
                        c -> c.file("shared/data.txt", "2\n"))
                .add(
                        "LinkedFolderOfSources",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "")
                                        .link("Lib/more", "../shared")
                                        .file("shared/S.cs", "class S { const int X = 1; }\n"),
                        c -> c.file("shared/New.cs", "class N { }\n"))
                .add(
                        "LinkMoved",
                        "Lib MISS",
                        c ->
                                c.library("Lib", exec("cat ../current/data.txt"))
                                        .link("current", "one")
                                        .file("one/data.txt", "1\n")
                                        .file("two/data.txt", "2\n"),
                        c -> c.link("current", "two"))
                .add(
                        "ListingOfALink",
                        "Lib MISS",
                        c ->
                                c.library("Lib", exec("ls more"))
                                        .link("Lib/more", "../shared")
                                        .file("shared/a.txt", ""),
                        c -> c.file("shared/b.txt", ""));
    }

    private static void names(Cases cases) {
        cases.add(
                        "OddNames",
                        "L\u00efb_x MISS",
                        c ->
                                c.library(
                                                "L\u00efb_x",
                                                "<ItemGroup><None Update=\"d\u00e4ta 1%25.txt\" CopyToOutputDirectory=\"Always\" /></ItemGroup>"
                                                        + exec("cat '../\u00fc r/a b.txt'"))
                                        .file("L\u00efb_x/d\u00e4ta 1%.txt", "1\n")
                                        .file("\u00fc r/a b.txt", "1\n"),
                        c -> c.file("\u00fc r/a b.txt", "2\n"))
                .add(
                        "PropsAmongOutputs",
                        "Lib MISS",
                        c -> c.library("Lib", "").file(props(c), company("Old")),
                        c -> c.file(props(c), company("New")))
                .add(
                        "DataAmongOutputs",
                        "Lib MISS",
                        c ->
                                c.library("Lib", exec("cat obj/kept.txt"))
                                        .file("Lib/obj/kept.txt", "1\n"),
                        c -> c.file("Lib/obj/kept.txt", "2\n"));
    }

    private static void binaries(Cases cases) {
        cases.add(
                        "StrongName",
                        "Lib MISS, App MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../keys/key.snk</AssemblyOriginatorKeyFile></PropertyGroup>")
                                        .bytes("keys/key.snk", Binaries.FIRST_KEY.bytes())
                                        .program("App", "", "Lib"),
                        c -> c.bytes("keys/key.snk", Binaries.SECOND_KEY.bytes()))
                .add(
                        "TaskReplaced",
                        "One MISS, Two MISS, Three MISS, Four MISS",
                        c -> {
                            for (String name : List.of("One", "Two", "Three", "Four")) {
                                c.library(name, TASK);
                            }
                            c.bytes("tools/Task.dll", Binaries.FIRST_TASK.bytes());
                        },
                        c -> c.bytes("tools/Task.dll", Binaries.SECOND_TASK.bytes()));
    }

    private static String props(CaseFolder folder) {
        return "Lib/obj/" + folder.file("Lib") + ".own.props";
    }

    private static String company(String name) {
        return "<Project><PropertyGroup><Company>%s</Company></PropertyGroup></Project>\n"
                .formatted(name);
    }

    private static String exec(String command) {
        return "<Target Name=\"Peek\" AfterTargets=\"Build\"><Exec Command=\"%s &gt; $(OutDir)peek.txt\" /></Target>"
                .formatted(command);
    }

    private static final String TASK =
            """
              <UsingTask TaskName="Say" AssemblyFile="../tools/Task.dll" />
              <Target Name="Speak" AfterTargets="Build">
                <Say><Output TaskParameter="Word" PropertyName="Word" /></Say>
                <WriteLinesToFile File="$(OutDir)word.txt" Lines="$(Word)" Overwrite="true" />
              </Target>
            """;
}
