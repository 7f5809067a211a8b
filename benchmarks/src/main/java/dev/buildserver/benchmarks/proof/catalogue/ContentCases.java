package dev.buildserver.benchmarks.proof.catalogue;

import java.util.List;
import java.util.function.Consumer;

/**
 * Projects that look at more of a reference than its public face: copy its assembly to a place of
 * their own, hash it, run it, load it into the compiler or into MSBuild.
 */
final class ContentCases {
    private static final Consumer<CaseFolder> BODY = c -> c.replace("Lib/C.cs", "+ 10", "+ 11");
    private static final String TOOLS =
            "<ItemGroup><Reference Include=\"%s\" HintPath=\"$(MSBuildToolsPath)/%s.dll\" Private=\"false\" /></ItemGroup>";
    private static final String NOT_COMPILED_AGAINST =
            "csproj\" ReferenceOutputAssembly=\"false\" />";

    private ContentCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        copies(cases);
        changed(cases);
        hashes(cases);
        onTheWay(cases);
        programs(cases);
        compilers(cases);
        return cases.all();
    }

    private static void copies(Cases cases) {
        cases.add(
                        "CopiedElsewhere",
                        "Lib MISS, App MISS",
                        after(
                                "<Copy SourceFiles=\"../Lib/bin/Release/netstandard2.1/CopiedElsewhere.Lib.dll\" DestinationFolder=\"$(OutDir)plugins\" />"),
                        BODY)
                .add(
                        "CopiedAs",
                        "Lib MISS, App MISS",
                        after(
                                "<Copy SourceFiles=\"$(OutDir)CopiedAs.Lib.dll\" DestinationFiles=\"$(OutDir)plugin.bin\" />"),
                        BODY)
                .add(
                        "Embedded",
                        "Lib MISS, App MISS",
                        c ->
                                c.library("Lib", "")
                                        .program(
                                                "App",
                                                "<Target Name=\"Embed\" BeforeTargets=\"AssignTargetPaths\" DependsOnTargets=\"ResolveReferences\"><ItemGroup><EmbeddedResource Include=\"../Lib/bin/Release/netstandard2.1/Embedded.Lib.dll\" LogicalName=\"lib\" /></ItemGroup></Target>",
                                                "Lib"),
                        BODY);
    }

    private static void changed(Cases cases) {
        cases.add(
                        "CopyGoneOnWith",
                        "Lib MISS, App MISS",
                        after("<Exec Command=\"printf x >> $(OutDir)CopyGoneOnWith.Lib.dll\" />"),
                        BODY)
                .add(
                        "CopyMadeAProgram",
                        "Lib HIT, App HIT",
                        after("<Exec Command=\"chmod +x $(OutDir)CopyMadeAProgram.Lib.dll\" />"),
                        Cases.NOTHING)
                .add(
                        "FunctionOverAReference",
                        "Lib MISS, App MISS",
                        c -> {
                            after(
                                            "<WriteLinesToFile File=\"$(OutDir)length.txt\" Lines=\"$([System.IO.File]::ReadAllText('../Lib/bin/Release/netstandard2.1/FunctionOverAReference.Lib.xml').Length)\" />")
                                    .accept(c);
                            c.changeProject(
                                    "Lib",
                                    text ->
                                            text.replace(
                                                    "</TargetFramework>",
                                                    "</TargetFramework><GenerateDocumentationFile>true</GenerateDocumentationFile>"));
                        },
                        c -> c.replace("Lib/C.cs", "Adds.", "Adds up."));
    }

    private static void hashes(Cases cases) {
        cases.add(
                        "HashOfACopy",
                        "Lib MISS, App MISS",
                        after(
                                """
                                <GetFileHash Files="$(OutDir)HashOfACopy.Lib.dll"><Output TaskParameter="Hash" PropertyName="LibHash" /></GetFileHash>
                                <WriteLinesToFile File="$(OutDir)hash.txt" Lines="$(LibHash)" />
                                """),
                        BODY)
                .add(
                        "HashOfAReference",
                        "Lib MISS, App MISS",
                        after(
                                """
                                <GetFileHash Files="../Lib/bin/Release/netstandard2.1/HashOfAReference.Lib.dll"><Output TaskParameter="Hash" PropertyName="LibHash" /></GetFileHash>
                                <WriteLinesToFile File="$(OutDir)hash.txt" Lines="$(LibHash)" />
                                """),
                        BODY)
                .add(
                        "ScriptOverACopy",
                        "Lib MISS, App MISS",
                        after(
                                "<Exec Command=\"md5sum &lt; $(OutDir)ScriptOverACopy.Lib.dll > $(OutDir)hash.txt\" />"),
                        BODY)
                .add(
                        "ScriptOverAReference",
                        "Lib MISS, App MISS",
                        after(
                                "<Exec Command=\"md5sum &lt; ../Lib/bin/Release/netstandard2.1/ScriptOverAReference.Lib.dll > $(OutDir)hash.txt\" />"),
                        BODY)
                .add(
                        "NotLookedAt",
                        "Lib MISS, App HIT",
                        after("<Exec Command=\"echo done > $(OutDir)done.txt\" />"),
                        BODY);
    }

    private static void onTheWay(Cases cases) {
        cases.add(
                "TextOnTheWay",
                "Lib MISS, App MISS",
                c -> {
                    after(
                                    """
                                            <ReadLinesFromFile File="../Lib/obj/Release/netstandard2.1/made.txt"><Output TaskParameter="Lines" PropertyName="MadeOnTheWay" /></ReadLinesFromFile>
                                            <WriteLinesToFile File="$(OutDir)made.txt" Lines="$(MadeOnTheWay)" />
                                            """)
                            .accept(c);
                    c.file("Lib/data.txt", "1\n")
                            .changeProject(
                                    "Lib",
                                    text ->
                                            text.replace(
                                                    "</Project>",
                                                    "<Target Name=\"Make\" AfterTargets=\"Build\"><Exec Command=\"cp data.txt $(IntermediateOutputPath)made.txt\" /></Target></Project>"));
                },
                c -> c.file("Lib/data.txt", "2\n"));
        cases.add(
                "NamesOnTheWay",
                "Lib MISS, App MISS",
                c -> {
                    after(
                                    """
                                            <ItemGroup><MadeOnTheWay Include="../Lib/obj/Release/netstandard2.1/made-*.txt" /></ItemGroup>
                                            <WriteLinesToFile File="$(OutDir)made.txt" Lines="@(MadeOnTheWay->'%(Filename)')" />
                                            """)
                            .accept(c);
                    c.file("Lib/name.txt", "one\n")
                            .changeProject(
                                    "Lib",
                                    text ->
                                            text.replace(
                                                    "</Project>",
                                                    "<Target Name=\"Make\" AfterTargets=\"Build\"><Exec Command=\"touch $(IntermediateOutputPath)made-`cat name.txt`.txt\" /></Target></Project>"));
                },
                c -> c.file("Lib/name.txt", "two\n"));
    }

    private static void programs(Cases cases) {
        cases.add(
                        "Tool",
                        "Tool MISS, Lib MISS",
                        c -> {
                            c.program("Tool", "");
                            c.file(
                                    "Tool/Program.cs",
                                    "static class Program { static void Main() { System.Console.WriteLine(Tool.Tool.C.V(1)); } }\n");
                            c.library(
                                            "Lib",
                                            "<Target Name=\"Generate\" BeforeTargets=\"CopyFilesToOutputDirectory\"><Exec Command=\"&quot;$(DOTNET_HOST_PATH)&quot; ../Tool/bin/Release/netcoreapp3.1/Tool.Tool.dll > $(OutDir)said.txt\" /></Target>",
                                            "Tool")
                                    .file("Lib/C.cs", "public class L { }\n")
                                    .changeProject(
                                            "Lib",
                                            text -> text.replace("netstandard2.1", "netcoreapp3.1"))
                                    .changeProject("Lib", ContentCases::notCompiledAgainst);
                        },
                        c -> c.replace("Tool/C.cs", "+ 10", "+ 11"))
                .add(
                        "TaskProject",
                        "Task MISS, Lib MISS, Other MISS",
                        c -> {
                            c.library(
                                    "Task",
                                    TOOLS.formatted(
                                            "Microsoft.Build.Framework",
                                            "Microsoft.Build.Framework"));
                            c.file("Task/C.cs", TASK);
                            for (String user : List.of("Lib", "Other")) {
                                c.library(user, USE_OF_TASK, "Task")
                                        .file(user + "/C.cs", "public class L { }\n")
                                        .changeProject(user, ContentCases::notCompiledAgainst);
                            }
                        },
                        c -> c.replace("Task/C.cs", "word one", "word two"));
    }

    private static void compilers(Cases cases) {
        cases.add(
                        "AnalyzerProject",
                        "Rules MISS, Lib MISS",
                        c -> analyzed(c, ANALYZER),
                        c -> c.replace("Rules/C.cs", "word one", "word two"))
                .add(
                        "AnalyzerReadsASource",
                        // The compilation of Other reads it as well.
                        "Lib MISS, Other MISS",
                        c -> {
                            analyzed(
                                    c,
                                    ANALYZER.replace("word one", "word {0}")
                                            .replace(
                                                    "Locations[0]",
                                                    "Locations[0], " + LENGTH_OF_ANOTHER));
                            c.library("Other", "");
                        },
                        c -> c.replace("Other/C.cs", "+ 10", "+ 100"));
    }

    private static void analyzed(CaseFolder c, String analyzer) {
        c.library(
                        "Rules",
                        TOOLS.formatted(
                                "Microsoft.CodeAnalysis", "Roslyn/bincore/Microsoft.CodeAnalysis"))
                .changeProject("Rules", text -> text.replace("netstandard2.1", "netcoreapp3.1"))
                .file("Rules/C.cs", analyzer);
        c.library("Lib", "", "Rules")
                .file("Lib/C.cs", "public class L { }\n")
                .changeProject("Lib", text -> text.replace("netstandard2.1", "netcoreapp3.1"))
                .changeProject(
                        "Lib",
                        text ->
                                text.replace(
                                        "csproj\" />",
                                        "csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />"));
    }

    private static Consumer<CaseFolder> after(String tasks) {
        return c ->
                c.library("Lib", "")
                        .program(
                                "App",
                                "<Target Name=\"More\" AfterTargets=\"Build\">"
                                        + tasks
                                        + "</Target>",
                                "Lib");
    }

    private static String notCompiledAgainst(String project) {
        return project.replace("csproj\" />", NOT_COMPILED_AGAINST);
    }

    private static final String TASK =
            """
            public class Say : Microsoft.Build.Framework.ITask
            {
                public Microsoft.Build.Framework.IBuildEngine BuildEngine { get; set; }
                public Microsoft.Build.Framework.ITaskHost HostObject { get; set; }
                [Microsoft.Build.Framework.Output] public string Word { get; set; }
                public bool Execute() { Word = "word one"; return true; }
            }
            """;

    private static final String USE_OF_TASK =
            """
              <UsingTask TaskName="Say" AssemblyFile="../Task/bin/Release/netstandard2.1/TaskProject.Task.dll" />
              <Target Name="Speak" BeforeTargets="CopyFilesToOutputDirectory" DependsOnTargets="ResolveReferences">
                <Say><Output TaskParameter="Word" PropertyName="Word" /></Say>
                <WriteLinesToFile File="$(OutDir)word.txt" Lines="$(Word)" Overwrite="true" />
              </Target>
            """;

    private static final String LENGTH_OF_ANOTHER =
            "System.IO.File.ReadAllText(c.Symbol.Locations[0].SourceTree.FilePath + \"/../../Other/C.cs\").Length";

    private static final String ANALYZER =
            """
            using System.Collections.Immutable;
            using Microsoft.CodeAnalysis;
            using Microsoft.CodeAnalysis.Diagnostics;

            [DiagnosticAnalyzer(LanguageNames.CSharp)]
            public class Rule : DiagnosticAnalyzer
            {
                private static readonly DiagnosticDescriptor Described =
                    new DiagnosticDescriptor("XY1", "t", "word one", "c", DiagnosticSeverity.Warning, true);

                public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
                    ImmutableArray.Create(Described);

                public override void Initialize(AnalysisContext context)
                {
                    context.RegisterSymbolAction(
                        c => c.ReportDiagnostic(Diagnostic.Create(Described, c.Symbol.Locations[0])),
                        SymbolKind.NamedType);
                }
            }
            """;
}
