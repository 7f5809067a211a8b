package dev.buildserver.benchmarks.proof.catalogue;

import java.util.List;

/** Files to which nothing but a compiler is led, among the files of another project. */
final class CompilerCases {
    private CompilerCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        includes(cases);
        options(cases);
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
