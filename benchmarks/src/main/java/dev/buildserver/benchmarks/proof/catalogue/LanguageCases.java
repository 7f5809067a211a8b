package dev.buildserver.benchmarks.proof.catalogue;

import java.util.List;

/** Projects in other languages than C#, or with views. */
final class LanguageCases {
    private LanguageCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        cases.add(
                        "FSharpBody",
                        // Old compilers of F# make no reference assemblies.
                        "FSharp MISS, App MISS, Other HIT",
                        c ->
                                c.fsharp("FSharp", "")
                                        .program("App", "", "FSharp")
                                        .library("Other", "")
                                        .replace(
                                                "Other/C.cs",
                                                "// comment 0",
                                                "static int W() { int unused = 1; return 2; }"),
                        c -> c.replace("FSharp/C.fs", "+ 10", "+ 11"))
                .add(
                        "FSharpOverCSharp",
                        // Nor do they compile against those of others.
                        "Lib MISS, FSharp MISS, FSharpTop MISS",
                        c ->
                                c.library("Lib", "")
                                        .fsharp("FSharp", "", "Lib")
                                        .fsharp("FSharpTop", "", "FSharp"),
                        c -> c.replace("Lib/C.cs", "+ 10", "+ 11"))
                .add(
                        "RazorView",
                        "Lib HIT, Web MISS",
                        c -> c.library("Lib", "").web("Web", "", "Lib"),
                        c -> c.replace("Web/Views/Home/Index.cshtml", "10", "11"));
        return cases.all();
    }
}
