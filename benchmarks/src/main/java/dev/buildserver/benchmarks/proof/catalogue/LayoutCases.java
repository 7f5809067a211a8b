package dev.buildserver.benchmarks.proof.catalogue;

import java.util.List;

/** Where projects lie and where their outputs go, other than each in folders of its own. */
final class LayoutCases {
    private static final String INTO_ONE =
            "<PropertyGroup><OutputPath>../bin/</OutputPath></PropertyGroup>";

    private LayoutCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        outputs(cases);
        folders(cases);
        sources(cases);
        return cases.all();
    }

    private static void outputs(Cases cases) {
        cases.add(
                        "SharedOutputs",
                        "A UNCACHED another project has outputs, B UNCACHED another project has outputs",
                        c -> c.library("A", INTO_ONE).library("B", INTO_ONE, "A"),
                        c -> c.replace("A/C.cs", "+ 10", "+ 11"))
                .add(
                        "AmongTheOutputs",
                        // What is made was there before, and then is not.
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><OutputPath>../out/</OutputPath></PropertyGroup>"
                                                        + after("cp ../seed.txt $(OutDir)seed.txt"))
                                        .file("seed.txt", "1\n")
                                        .file("out/netstandard2.1/seed.txt", "1\n"),
                        c -> c.remove("out/netstandard2.1/seed.txt"))
                .add(
                        "OutputsMoved",
                        "Lib MISS, App MISS",
                        c ->
                                c.library("Lib", "")
                                        .program("App", "", "Lib")
                                        .file("Directory.Build.props", base("one")),
                        c -> c.file("Directory.Build.props", base("two")));
    }

    private static void folders(Cases cases) {
        cases.add(
                        "ToldPlace",
                        "Lib MISS, App HIT",
                        c -> c.library("Lib", "").program("App", TELLS_ITS_PLACE, "Lib"),
                        c -> c.replace("Lib/C.cs", "+ 10", "+ 11"))
                .add(
                        "ProjectBelowAProject",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<ItemGroup><Compile Remove=\"tests/**\" /></ItemGroup>")
                                        .file("Lib/tests/Below.csproj", BELOW)
                                        .file("Lib/tests/T.cs", "public class T { }\n"),
                        c -> c.replace("Lib/C.cs", "+ 10", "+ 11"))
                .add(
                        "CaseOfAFolder",
                        "Lib MISS",
                        c -> c.library("Lib", "").file("Lib/sub/A.cs", "public class A { }\n"),
                        c -> c.rename("Lib/sub/A.cs", "Lib/Sub/A.cs"))
                .add(
                        "FolderOfSourcesElsewhere",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<ItemGroup><Compile Include=\"../shared/**/*.cs\" /></ItemGroup>")
                                        .file("shared/a/A.cs", "class A { }\n"),
                        c -> c.file("shared/b/B.cs", "class B { }\n"));
    }

    private static void sources(Cases cases) {
        cases.add(
                        "MadeFromATemplate",
                        "Lib MISS",
                        c ->
                                c.library("Lib", GENERATED)
                                        .file("tools/value.txt", "1\n")
                                        .file("tools/make.sh", SCRIPT),
                        c -> c.file("tools/value.txt", "2\n"))
                .add(
                        "MadeAnewAsItIs",
                        "Lib MISS",
                        c ->
                                c.library("Lib", before("sh ../tools/make.sh"))
                                        .file("Lib/Made.cs", "class Made { int x = 1; }\n")
                                        .file("tools/value.txt", "1\n")
                                        .file("tools/make.sh", SCRIPT),
                        c -> c.replace("Lib/C.cs", "+ 10", "+ 11"))
                .add(
                        "MadeAnewOtherwise",
                        "Lib UNCACHED part of the source",
                        "Lib HIT",
                        c ->
                                c.library("Lib", before("sh ../tools/make.sh"))
                                        .file("Lib/Made.cs", "class Made { int x = 1; }\n")
                                        .file("tools/value.txt", "1\n")
                                        .file("tools/make.sh", SCRIPT),
                        c -> c.file("tools/value.txt", "2\n"));
    }

    private static String base(String name) {
        return "<Project><PropertyGroup><BaseOutputPath>../%s/$(MSBuildProjectName)/</BaseOutputPath></PropertyGroup></Project>\n"
                .formatted(name);
    }

    private static String before(String command) {
        return "<Target Name=\"Make\" BeforeTargets=\"BeforeBuild\"><Exec Command=\"%s\" /></Target>"
                .formatted(command);
    }

    private static String after(String command) {
        return "<Target Name=\"More\" AfterTargets=\"Build\"><Exec Command=\"%s\" /></Target>"
                .formatted(command);
    }

    private static final String TELLS_ITS_PLACE =
            """
            <ItemGroup>
              <AssemblyAttribute Include="System.Reflection.AssemblyMetadataAttribute">
                <_Parameter1>Place</_Parameter1>
                <_Parameter2>$(MSBuildProjectDirectory) $(NuGetPackageRoot) $(HOME)</_Parameter2>
              </AssemblyAttribute>
            </ItemGroup>
            """
                    + after(
                            "(pwd; echo $HOME $USER; hostname; id -u; command -v dotnet) > $(OutDir)place.txt");

    private static final String SCRIPT =
            "echo \"class Made { int x = $(cat ../tools/value.txt); }\" > Made.cs\n";

    private static final String GENERATED =
            """
              <Target Name="Make" BeforeTargets="BeforeBuild;CoreCompile">
                <Exec Command="sh ../tools/make.sh" />
                <ItemGroup><Compile Remove="Made.cs" /><Compile Include="Made.cs" /></ItemGroup>
              </Target>
            """;

    private static final String BELOW =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
            </Project>
            """;
}
