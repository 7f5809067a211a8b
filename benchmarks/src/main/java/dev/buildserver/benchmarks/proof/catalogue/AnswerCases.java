package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import java.util.List;
import java.util.function.Consumer;

/** What a project answers to its users depends on what its build did, and how it was built. */
final class AnswerCases {
    private static final Consumer<CaseFolder> BODY = c -> c.replace("Lib/C.cs", "+ 10", "+ 11");

    private AnswerCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        returned(cases);
        variants(cases);
        items(cases);
        others(cases);
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
                        BODY);
    }

    private static void others(Cases cases) {
        cases.add(
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

    private static final String MAKES_ASSETS =
            """
            <Target Name="MakeAssets" BeforeTargets="BeforeBuild">
              <Copy SourceFiles="site.txt" DestinationFiles="wwwroot/made.css" />
            </Target>
            """;
}
