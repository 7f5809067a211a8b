package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Resx;
import java.util.List;
import java.util.function.Consumer;

/** Sources and items. */
final class SourceCases {
    private static final String EMBED =
            "<ItemGroup><EmbeddedResource Include=\"res/*.txt\" /></ItemGroup>";
    private static final Consumer<CaseFolder> PAIR =
            c -> c.library("Lib", "").program("App", "", "Lib");
    private static final Consumer<CaseFolder> CHAIN =
            c -> c.library("C", "").library("B", "", "C").program("A", "", "B");

    private SourceCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        edits(cases);
        quietEdits(cases);
        files(cases);
        contents(cases);
        items(cases);
        copied(cases);
        resources(cases);
        return cases.all();
    }

    private static void edits(Cases cases) {
        cases.add("BodyEdit", "Lib MISS, App HIT", PAIR, c -> c.replace("Lib/C.cs", "+ 10", "+ 11"))
                .add(
                        "PublicMember",
                        "Lib MISS, App MISS",
                        PAIR,
                        c -> c.replace("Lib/C.cs", "// comment 0", "public static int M() => 1;"))
                .add(
                        "Constant",
                        "C MISS, B MISS",
                        CHAIN,
                        c -> c.replace("C/C.cs", "K = 3", "K = 4"))
                .add(
                        "TransitiveConstant",
                        "C MISS, B MISS, A MISS",
                        c -> {
                            CHAIN.accept(c);
                            c.replace("B/C.cs", "K = 3", "K = TransitiveConstant.C.C.K");
                        },
                        c -> c.replace("C/C.cs", "K = 3", "K = 4"));
    }

    private static void quietEdits(Cases cases) {
        cases.add(
                        "Comment",
                        "Lib MISS, App HIT",
                        PAIR,
                        c -> c.replace("Lib/C.cs", "comment 0", "comment 1"))
                .add(
                        "Documentation",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><GenerateDocumentationFile>true</GenerateDocumentationFile></PropertyGroup>")
                                        .program("App", "", "Lib"),
                        c -> c.replace("Lib/C.cs", "Adds.", "Adds up."))
                .add("Touch", "Lib HIT, App HIT", PAIR, Cases.NOTHING)
                .add("Mark", "Lib MISS", PAIR, c -> c.change("Lib/C.cs", text -> "\uFEFF" + text))
                .add(
                        "Warning",
                        "Lib MISS, App HIT",
                        PAIR,
                        c ->
                                c.replace(
                                        "Lib/C.cs",
                                        "// comment 0",
                                        "static int W() { int unused = 1; return 2; }"));
    }

    private static void files(Cases cases) {
        cases.add(
                        "SourceAdded",
                        "Lib MISS",
                        PAIR,
                        c -> c.file("Lib/New.cs", "public class New { }\n"))
                .add(
                        "SourceDeleted",
                        "Lib MISS",
                        c -> {
                            PAIR.accept(c);
                            c.file("Lib/Old.cs", "public class Old { }\n");
                        },
                        c -> c.remove("Lib/Old.cs"))
                .add("SourceRenamed", "Lib MISS", PAIR, c -> c.rename("Lib/C.cs", "Lib/Renamed.cs"))
                .add("CaseRenamed", "Lib MISS", PAIR, c -> c.rename("Lib/C.cs", "Lib/c.cs"));
    }

    private static void contents(Cases cases) {
        cases.add(
                        "Swapped",
                        "Lib MISS",
                        c -> {
                            PAIR.accept(c);
                            c.file("Lib/D.cs", "public class D { }\n");
                        },
                        c -> c.swap("Lib/C.cs", "Lib/D.cs"))
                .add(
                        "Linked",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<ItemGroup><Compile Include=\"../shared/Link.cs\" /></ItemGroup>")
                                        .file(
                                                "shared/Link.cs",
                                                "class Link { const int X = 1; }\n"),
                        c -> c.replace("shared/Link.cs", "X = 1", "X = 2"))
                .add(
                        "LinkTarget",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "")
                                        .link("Lib/Link.cs", "../shared/Target.txt")
                                        .file(
                                                "shared/Target.txt",
                                                "class T { const int X = 1; }\n"),
                        c -> c.replace("shared/Target.txt", "X = 1", "X = 2"))
                .add(
                        "Ignored",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "")
                                        .file(".gitignore", "Ignored.cs\n")
                                        .file("Lib/Ignored.cs", "class I { const int X = 1; }\n"),
                        c -> c.replace("Lib/Ignored.cs", "X = 1", "X = 2"));
    }

    private static void items(Cases cases) {
        Consumer<CaseFolder> embedded =
                c ->
                        c.library("Lib", EMBED)
                                .file("Lib/res/a.txt", "a\n")
                                .file("Lib/res/b.txt", "b\n");
        cases.add("EmbeddedEdited", "Lib MISS", embedded, c -> c.file("Lib/res/a.txt", "changed\n"))
                .add("EmbeddedAdded", "Lib MISS", embedded, c -> c.file("Lib/res/c.txt", "c\n"))
                .add("EmbeddedDeleted", "Lib MISS", embedded, c -> c.remove("Lib/res/b.txt"));
    }

    private static void copied(Cases cases) {
        cases.add(
                        "Content",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<ItemGroup><None Update=\"data.json\" CopyToOutputDirectory=\"PreserveNewest\" /></ItemGroup>")
                                        .file("Lib/data.json", "{}\n")
                                        .library("Middle", "", "Lib")
                                        .program("App", "", "Middle"),
                        c -> c.file("Lib/data.json", "{ }\n"))
                .add(
                        "ContentMode",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<ItemGroup><None Update=\"run.sh\" CopyToOutputDirectory=\"Always\" /></ItemGroup>")
                                        .file("Lib/run.sh", "exit 0\n"),
                        c -> c.program("Lib/run.sh"))
                .add(
                        "Culture",
                        "Lib MISS",
                        c -> {
                            PAIR.accept(c);
                            c.file("Lib/Strings.resx", resx("hello"));
                        },
                        c -> c.file("Lib/Strings.de.resx", resx("hallo")))
                .add(
                        "Resource",
                        "Lib MISS",
                        c -> c.library("Lib", "").file("Lib/Strings.resx", resx("hello")),
                        c -> c.file("Lib/Strings.resx", resx("good day")));
    }

    private static void resources(Cases cases) {
        cases.add(
                "FileOfAResource",
                "Lib MISS",
                c ->
                        c.library("Lib", "")
                                .file("Lib/Strings.resx", Resx.ofFile("../data/t.txt"))
                                .file("data/t.txt", "one"),
                c -> c.file("data/t.txt", "two"));
    }

    private static String resx(String text) {
        return Resx.of(text);
    }
}
