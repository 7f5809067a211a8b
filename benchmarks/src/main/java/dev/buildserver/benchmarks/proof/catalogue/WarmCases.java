package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Resx;
import java.util.List;
import java.util.function.Consumer;

/** Edits of sources after which MSBuild itself leaves outputs as they were, or adds to them. */
final class WarmCases {
    private static final Consumer<CaseFolder> BODY = c -> c.replace("Lib/C.cs", "+ 10", "+ 11");
    private static final String COPIED =
            "<ItemGroup><None Update=\"*.md\" CopyToOutputDirectory=\"PreserveNewest\" /></ItemGroup>";

    private WarmCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        targets(cases);
        leftOut(cases);
        files(cases);
        return cases.all();
    }

    private static void targets(Cases cases) {
        cases.add(
                        "LinesAdded",
                        "Lib MISS",
                        c ->
                                c.library(
                                        "Lib",
                                        after(
                                                "",
                                                "<WriteLinesToFile File=\"$(OutDir)log.txt\" Lines=\"built\" />")),
                        BODY)
                .add(
                        "LinesAddedByAll",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "")
                                        .file(
                                                "Directory.Build.targets",
                                                "<Project>"
                                                        + after(
                                                                "",
                                                                "<Exec Command=\"echo built >> $(OutDir)log.txt\" />")
                                                        + "</Project>\n"),
                        BODY);
    }

    private static void leftOut(Cases cases) {
        cases.add(
                        "InputNotNamed",
                        "Lib MISS",
                        c ->
                                c.library(
                                        "Lib",
                                        after(
                                                "Inputs=\"$(MSBuildProjectFile)\" Outputs=\"$(OutDir)copy.txt\"",
                                                "<Exec Command=\"cat C.cs > $(OutDir)copy.txt\" />")),
                        BODY)
                .add(
                        "MadeIfNotThere",
                        "Lib MISS",
                        c ->
                                c.library(
                                        "Lib",
                                        after(
                                                "",
                                                "<Exec Command=\"test -e $(OutDir)copy.txt || cp C.cs $(OutDir)copy.txt\" />")),
                        BODY);
    }

    private static void files(Cases cases) {
        cases.add(
                        "ContentOfOneNameEdited",
                        "First MISS, App MISS",
                        c ->
                                c.library("First", COPIED)
                                        .file("First/notes.md", "first\n")
                                        .library("Second", COPIED)
                                        .file("Second/notes.md", "second\n")
                                        .program("App", "", "First", "Second"),
                        c -> c.file("First/notes.md", "first again\n"))
                .add(
                        "SecondContentOfOneName",
                        "Second MISS, App MISS",
                        c ->
                                c.library("First", COPIED)
                                        .file("First/notes.md", "first\n")
                                        .library("Second", COPIED)
                                        .file("Second/notes.md", "second\n")
                                        .program("App", "", "First", "Second"),
                        c -> c.file("Second/notes.md", "second again\n"))
                .add(
                        "PictureOfAResource",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "")
                                        .file("Lib/Strings.resx", Resx.ofFile("../data/t.png"))
                                        .file("data/t.png", "one"),
                        c -> c.file("data/t.png", "two"));
    }

    private static String after(String attributes, String task) {
        return "<Target Name=\"More\" AfterTargets=\"Build\" %s>%s</Target>"
                .formatted(attributes, task);
    }
}
