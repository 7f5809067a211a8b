package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import java.util.List;
import java.util.function.Consumer;

/**
 * Projects that ask others, or the process that builds them, and get an answer that somebody else's
 * build has left there.
 */
final class AnswerCases {
    private static final Consumer<CaseFolder> BODY = c -> c.replace("Lib/C.cs", "+ 10", "+ 11");
    private static final List<String> THREE = List.of("One", "Two", "Three");
    private static final String ALL_MISS = "One MISS, Two MISS, Three MISS";

    private AnswerCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        returned(cases);
        variants(cases);
        items(cases);
        onceInAProcess(cases);
        assets(cases);
        return cases.all();
    }

    private static void returned(Cases cases) {
        cases.add(
                "BuildReturnsMore",
                "App MISS",
                c ->
                        c.library("Lib", RETURNS_MORE)
                                .bytes("lib/External.dll", Binaries.FIRST.bytes())
                                .program("App", "", "Lib")
                                .changeProject("App", text -> as(text, "Content"))
                                .file("App/C.cs", "class A { const int X = 1; }\n"),
                c -> c.replace("App/C.cs", "X = 1", "X = 2"));
    }

    private static void variants(Cases cases) {
        cases.add(
                        "Flavours",
                        "Lib MISS, App MISS, Other MISS",
                        c ->
                                c.library("Lib", FLAVOURS)
                                        .file("Lib/Flavour.cs", ONE_FLAVOUR)
                                        .program("App", "", "Lib")
                                        .changeProject("App", text -> with(text, "BLUE"))
                                        .program("Other", "", "Lib")
                                        .changeProject("Other", text -> with(text, "RED"))
                                        .file("App/Use.cs", USE_OF_A_FLAVOUR)
                                        .file("Other/Use.cs", USE_OF_A_FLAVOUR),
                        c -> c.replace("Lib/Flavour.cs", "F = 1", "F = 10"))
                .add(
                        "SeveralFrameworks",
                        "Lib MISS, Middle MISS, App MISS",
                        c ->
                                c.library("Lib", MADE)
                                        .file("Lib/data.txt", "1\n")
                                        .changeProject("Lib", AnswerCases::severalFrameworks)
                                        .library("Middle", "", "Lib")
                                        .changeProject("Middle", AnswerCases::severalFrameworks)
                                        .program("App", "", "Middle"),
                        c -> c.replace("Lib/C.cs", "K = 3", "K = 4"))
                .add(
                        "OutputsElsewhere",
                        "Lib MISS, App HIT",
                        c ->
                                c.library("Lib", MADE)
                                        .file("Lib/data.txt", "1\n")
                                        .program("App", "", "Lib")
                                        .file("Directory.Build.props", ELSEWHERE),
                        BODY);
    }

    private static void items(Cases cases) {
        cases.add(
                        "ContentByItemType",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "")
                                        .library("Middle", "", "Lib")
                                        .changeProject("Middle", text -> as(text, "Content"))
                                        .file("Middle/C.cs", MIDDLE)
                                        .program("App", "", "Middle")
                                        .file("App/C.cs", "class A { }\n"),
                        BODY)
                .add(
                        "EmbeddedByItemType",
                        "Lib MISS, App MISS",
                        c ->
                                c.library("Lib", "")
                                        .program("App", "", "Lib")
                                        .changeProject("App", text -> as(text, "EmbeddedResource"))
                                        .file("App/C.cs", "class A { }\n"),
                        BODY)
                .add(
                        "VersionByATarget",
                        "Lib MISS, App MISS",
                        c ->
                                c.library("Lib", VERSION_BY_A_TARGET)
                                        .file("version.txt", "1.2.3\n")
                                        .program("App", "", "Lib"),
                        c -> c.file("version.txt", "1.2.4\n"))
                .add(
                        "SourceLinkOfAnother",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><SourceLink>../Other/link.json</SourceLink></PropertyGroup>")
                                        .library("Other", "")
                                        .file(
                                                "Other/link.json",
                                                "{\"documents\":{\"/a/*\":\"b\"}}"),
                        c -> c.file("Other/link.json", "{\"documents\":{\"/a/*\":\"c\"}}"))
                .add(
                        "BasicBetween",
                        "Lib MISS, Basic MISS, App MISS",
                        c ->
                                c.library("Lib", "")
                                        .file("Basic/BasicBetween.Basic.vbproj", BASIC)
                                        .file("Basic/C.vb", BASIC_CLASS)
                                        .program("App", "")
                                        .changeProject(
                                                "App",
                                                text ->
                                                        text.replace(
                                                                "</Project>",
                                                                "<ItemGroup><ProjectReference Include=\"../Basic/BasicBetween.Basic.vbproj\" /></ItemGroup></Project>"))
                                        .file(
                                                "App/Use.cs",
                                                "static class U { public const int X = BasicBetween.Basic.B.K; }\n"),
                        c -> c.replace("Lib/C.cs", "K = 3", "K = 4"));
    }

    // Three projects and two drivers: one of them builds two of these at least.
    private static void onceInAProcess(Cases cases) {
        cases.add(
                        "AskedOnce",
                        ALL_MISS,
                        c -> {
                            THREE.forEach(name -> c.library(name, ASKS));
                            c.file("shared/Version.proj", ANSWERS)
                                    .file("shared/version.txt", "1\n");
                        },
                        c -> c.file("shared/version.txt", "2\n"))
                .add(
                        "ReadOnceByATask",
                        ALL_MISS,
                        c -> {
                            THREE.forEach(name -> c.library(name, TASK_WITH_MEMORY));
                            c.file("version.txt", "1");
                        },
                        c -> c.file("version.txt", "2"))
                .add(
                        "TaskOfASourceFile",
                        ALL_MISS,
                        c -> {
                            THREE.forEach(name -> c.library(name, TASK_OF_A_FILE));
                            c.file("tools/task.txt", TASK_FILE);
                        },
                        c -> c.replace("tools/task.txt", "one", "two"))
                .add(
                        "BesideALibrary",
                        ALL_MISS + ", App MISS",
                        c -> {
                            THREE.forEach(
                                    name ->
                                            c.library(
                                                    name,
                                                    "<ItemGroup><Reference Include=\"External\" HintPath=\"../lib/External.dll\" /></ItemGroup>"));
                            c.bytes("lib/External.dll", Binaries.FIRST.bytes())
                                    .program("App", "", "One");
                            c.replace("One/C.cs", "+ 10", "+ External.Answer.Number()");
                        },
                        c -> c.file("lib/External.xml", "<doc />\n"));
    }

    private static void assets(Cases cases) {
        cases.add(
                        "AssetsOfALibrary",
                        "Lib MISS, Web MISS, Other MISS",
                        c ->
                                c.library("Lib", "")
                                        .changeProject("Lib", AnswerCases::razor)
                                        .web("Web", "", "Lib")
                                        .web("Other", "", "Lib"),
                        c -> c.file("Lib/wwwroot/site.css", "p { }\n"))
                .add(
                        "AssetsMadeByABuild",
                        "Web MISS",
                        c ->
                                c.library("Lib", MAKES_ASSETS)
                                        .changeProject("Lib", AnswerCases::razor)
                                        .file("Lib/site.txt", "p { }\n")
                                        .web("Web", "", "Lib"),
                        c -> c.replace("Web/C.cs", "+ 10", "+ 11"));
    }

    private static String razor(String project) {
        return project.replace("Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Razor")
                .replace("netstandard2.1", "netcoreapp3.1");
    }

    private static String severalFrameworks(String project) {
        return project.replace(
                "<TargetFramework>netstandard2.1</TargetFramework>",
                "<TargetFrameworks>netstandard2.1;netcoreapp3.1</TargetFrameworks>");
    }

    private static String with(String project, String flavour) {
        return project.replace(
                "csproj\" />", "csproj\" AdditionalProperties=\"Flavour=" + flavour + "\" />");
    }

    private static String as(String project, String type) {
        return project.replace(
                "csproj\" />",
                "csproj\" ReferenceOutputAssembly=\"false\" OutputItemType=\"%s\" CopyToOutputDirectory=\"PreserveNewest\" />"
                        .formatted(type));
    }

    private static final String MIDDLE =
            "namespace ContentByItemType.Middle { public class M { } }\n";

    private static final String ELSEWHERE =
            """
            <Project><PropertyGroup>
              <BaseOutputPath>../artifacts/bin/$(MSBuildProjectName)/</BaseOutputPath>
              <BaseIntermediateOutputPath>../artifacts/obj/$(MSBuildProjectName)/</BaseIntermediateOutputPath>
            </PropertyGroup></Project>
            """;

    private static final String MADE =
            """
            <Target Name="Make" BeforeTargets="BeforeBuild">
              <Copy SourceFiles="data.txt" DestinationFiles="$(IntermediateOutputPath)made.txt" />
              <ItemGroup><None Include="$(IntermediateOutputPath)made.txt" Link="made.txt" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>
            </Target>
            """;

    private static final String RETURNS_MORE =
            """
            <Target Name="More" BeforeTargets="CoreCompile">
              <ItemGroup><TargetPathWithTargetPlatformMoniker Include="$(MSBuildProjectDirectory)/../lib/External.dll" /></ItemGroup>
            </Target>
            """;

    private static final String FLAVOURS =
            """
            <PropertyGroup Condition="'$(Flavour)' != ''">
              <DefineConstants>$(DefineConstants);$(Flavour)</DefineConstants>
              <OutputPath>bin/$(Flavour)/</OutputPath>
              <IntermediateOutputPath>obj/$(Flavour)/</IntermediateOutputPath>
            </PropertyGroup>
            """;

    private static final String ONE_FLAVOUR =
            """
            public static class Flavour
            {
            #if BLUE
                public const int F = 1;
            #elif RED
                public const int F = 12;
            #endif
            }
            """;

    private static final String USE_OF_A_FLAVOUR =
            "static class Use { public const int F = Flavour.F; }\n";

    private static final String VERSION_BY_A_TARGET =
            """
            <Target Name="SetVersion" BeforeTargets="GetAssemblyVersion">
              <ReadLinesFromFile File="../version.txt"><Output TaskParameter="Lines" PropertyName="Version" /></ReadLinesFromFile>
            </Target>
            """;

    private static final String BASIC =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework><RootNamespace>BasicBetween.Basic</RootNamespace></PropertyGroup>
              <ItemGroup><ProjectReference Include="../Lib/BasicBetween.Lib.csproj" /></ItemGroup>
            </Project>
            """;

    private static final String BASIC_CLASS =
            """
            Public Class B
                Public Const K As Integer = BasicBetween.Lib.C.K
            End Class
            """;

    private static final String ASKS =
            """
            <Target Name="Ask" BeforeTargets="GetAssemblyVersion">
              <MSBuild Projects="../shared/Version.proj" Targets="Tell"><Output TaskParameter="TargetOutputs" PropertyName="Company" /></MSBuild>
            </Target>
            """;

    private static final String ANSWERS =
            """
            <Project>
              <Target Name="Tell" Returns="$(Told)">
                <ReadLinesFromFile File="version.txt"><Output TaskParameter="Lines" PropertyName="Told" /></ReadLinesFromFile>
              </Target>
            </Project>
            """;

    private static final String TASK_WITH_MEMORY =
            """
              <UsingTask TaskName="Recall" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <ParameterGroup><File /><Value Output="true" /></ParameterGroup>
                <Task><Code Type="Fragment" Language="cs"><![CDATA[
                  var engine = (IBuildEngine4)BuildEngine;
                  object known = engine.GetRegisteredTaskObject("recall", RegisteredTaskObjectLifetime.Build);
                  if (known == null)
                  {
                      known = System.IO.File.ReadAllText(File);
                      engine.RegisterTaskObject("recall", known, RegisteredTaskObjectLifetime.Build, false);
                  }
                  Value = (string)known;
                ]]></Code></Task>
              </UsingTask>
              <Target Name="AskMemory" BeforeTargets="GetAssemblyVersion">
                <Recall File="$(MSBuildProjectDirectory)/../version.txt"><Output TaskParameter="Value" PropertyName="Company" /></Recall>
              </Target>
            """;

    private static final String TASK_OF_A_FILE =
            """
              <UsingTask TaskName="Tell" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <ParameterGroup><Value Output="true" /></ParameterGroup>
                <Task><Code Type="Fragment" Language="cs" Source="$(MSBuildProjectDirectory)/../tools/task.txt" /></Task>
              </UsingTask>
              <Target Name="AskTask" BeforeTargets="GetAssemblyVersion">
                <Tell><Output TaskParameter="Value" PropertyName="Company" /></Tell>
              </Target>
            """;

    private static final String TASK_FILE =
            """
            public class Tell : Microsoft.Build.Utilities.Task
            {
                [Microsoft.Build.Framework.Output] public string Value { get; set; }
                public override bool Execute() { Value = "one"; return true; }
            }
            """;

    private static final String MAKES_ASSETS =
            """
            <Target Name="MakeAssets" BeforeTargets="BeforeBuild">
              <Copy SourceFiles="site.txt" DestinationFiles="wwwroot/made.css" />
            </Target>
            """;
}
