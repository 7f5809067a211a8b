package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import java.util.List;

/** Files to which nothing but a compiler is led, among the files of another project. */
final class CompilerCases {
    private CompilerCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        includes(cases);
        options(cases);
        ofOtherKinds(cases);
        furtherOptions(cases);
        return cases.all();
    }

    private static void includes(Cases cases) {
        cases.add(
                        "IncludedDocumentation",
                        "Lib MISS, Other MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><GenerateDocumentationFile>true</GenerateDocumentationFile></PropertyGroup>")
                                        .replace(
                                                "Lib/C.cs",
                                                "<summary>Adds.</summary>",
                                                "<include file='../Other/docs.xml' path='doc/a/*' />")
                                        .library("Other", "")
                                        .file("Other/docs.xml", docs("one")),
                        c -> c.file("Other/docs.xml", docs("two")))
                .add(
                        "IncludedRules",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><CodeAnalysisRuleSet>my.ruleset</CodeAnalysisRuleSet></PropertyGroup>")
                                        .replace(
                                                "Lib/C.cs",
                                                "// comment 0",
                                                "static int W() { int unused = 1; return 2; }")
                                        .file(
                                                "Lib/my.ruleset",
                                                rules(
                                                        "<Include Path=\"../Other/base.ruleset\" Action=\"Default\" />"))
                                        .library("Other", "")
                                        .file("Other/base.ruleset", rules(rule("Warning"))),
                        c -> c.file("Other/base.ruleset", rules(rule("None"))));
    }

    private static void options(Cases cases) {
        cases.add(
                "ResponseFile",
                "Lib MISS",
                c ->
                        c.library(
                                        "Lib",
                                        "<PropertyGroup><CompilerResponseFile>../Other/csc.rsp</CompilerResponseFile></PropertyGroup>")
                                .file("Lib/D.cs", "#if X\nclass D { }\n#endif\n")
                                .library("Other", "")
                                .file("Other/csc.rsp", "/nologo\n"),
                c -> c.file("Other/csc.rsp", "/define:X\n"));
    }

    // Whose ending says nothing of who reads them.
    private static void ofOtherKinds(Cases cases) {
        cases.add(
                        "KeyOfAnAttribute",
                        "Lib MISS, Other MISS",
                        c ->
                                c.library("Lib", "")
                                        .file(
                                                "Lib/Key.cs",
                                                "[assembly: System.Reflection.AssemblyKeyFile(\"../Other/key.snk\")]\n")
                                        .library("Other", "")
                                        .bytes("Other/key.snk", Binaries.FIRST_KEY.bytes()),
                        c -> c.bytes("Other/key.snk", Binaries.SECOND_KEY.bytes()))
                .add(
                        "EmbeddedByALine",
                        "Lib MISS, Other MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><EmbedAllSources>true</EmbedAllSources></PropertyGroup>")
                                        .replace(
                                                "Lib/C.cs",
                                                "// comment 0",
                                                "\n#line 1 \"../Other/grammar.y\"\nstatic int Y() => 1;\n")
                                        .library("Other", "")
                                        .file("Other/grammar.y", "one\n"),
                        c -> c.file("Other/grammar.y", "two\n"));
    }

    // Named by options and rules that the project has.
    private static void furtherOptions(Cases cases) {
        cases.add(
                        "OptionsOfOptions",
                        "Lib MISS, Other MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><CompilerResponseFile>csc.rsp</CompilerResponseFile></PropertyGroup>")
                                        .file("Lib/csc.rsp", "@../Other/more.opts\n")
                                        .file("Lib/D.cs", "#if X\nclass D { }\n#endif\n")
                                        .library("Other", "")
                                        .file("Other/more.opts", "/nologo\n"),
                        c -> c.file("Other/more.opts", "/define:X\n"))
                .add(
                        "RulesOfAnotherEnding",
                        "Lib MISS, Other MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><CodeAnalysisRuleSet>my.ruleset</CodeAnalysisRuleSet></PropertyGroup>")
                                        .replace(
                                                "Lib/C.cs",
                                                "// comment 0",
                                                "static int W() { int unused = 1; return 2; }")
                                        .file(
                                                "Lib/my.ruleset",
                                                rules(
                                                        "<Include Path=\"../Other/base.rules\" Action=\"Default\" />"))
                                        .library("Other", "")
                                        .file("Other/base.rules", rules(rule("Warning"))),
                        c -> c.file("Other/base.rules", rules(rule("None"))));
    }

    private static String docs(String text) {
        return "<doc><a><summary>%s</summary></a></doc>\n".formatted(text);
    }

    private static String rules(String content) {
        return "<RuleSet Name=\"R\" ToolsVersion=\"15.0\">%s</RuleSet>\n".formatted(content);
    }

    private static String rule(String action) {
        return "<Rules AnalyzerId=\"Microsoft.CodeAnalysis.CSharp\" RuleNamespace=\"Microsoft.CodeAnalysis.CSharp\"><Rule Id=\"CS0219\" Action=\"%s\" /></Rules>"
                .formatted(action);
    }
}
