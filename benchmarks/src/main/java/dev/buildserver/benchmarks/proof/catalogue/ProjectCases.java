package dev.buildserver.benchmarks.proof.catalogue;

import java.util.List;
import java.util.function.Consumer;

/** Project files, imports, and what targets read. */
final class ProjectCases {
    private static final Consumer<CaseFolder> PAIR =
            c -> c.library("Lib", "").program("App", "", "Lib");

    private ProjectCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        imports(cases);
        otherImports(cases);
        conditions(cases);
        reads(cases);
        tasks(cases);
        outputs(cases);
        return cases.all();
    }

    private static void imports(Cases cases) {
        cases.add(
                        "Property",
                        "Lib MISS",
                        PAIR,
                        c ->
                                c.changeProject(
                                        "Lib",
                                        text ->
                                                text.replace(
                                                        "</TargetFramework>",
                                                        "</TargetFramework><Optimize>false</Optimize>")))
                .add(
                        "PropsAppear",
                        "Lib MISS, App MISS",
                        PAIR,
                        c -> c.file("Directory.Build.props", company("New")))
                .add(
                        "PropsOfAFolder",
                        "Lib MISS, Other HIT",
                        c ->
                                c.library("Lib", "")
                                        .library("Other", "")
                                        .file("Lib/Directory.Build.props", company("Old")),
                        c -> c.file("Lib/Directory.Build.props", company("New")))
                .add(
                        "TargetsAppear",
                        "Lib MISS",
                        PAIR,
                        c ->
                                c.file(
                                        "Directory.Build.targets",
                                        "<Project><Target Name=\"Note\" AfterTargets=\"Build\"><WriteLinesToFile File=\"$(OutDir)note.txt\" Lines=\"1\" Overwrite=\"true\" /></Target></Project>\n"));
    }

    private static void otherImports(Cases cases) {
        cases.add(
                        "CommonProps",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "<Import Project=\"../build/Common.props\" />")
                                        .file("build/Common.props", company("Old")),
                        c -> c.file("build/Common.props", company("New")))
                .add(
                        "WildcardImport",
                        "Lib MISS",
                        c ->
                                c.library("Lib", "<Import Project=\"../build/*.props\" />")
                                        .file("build/a.props", company("Old")),
                        c -> c.file("build/b.props", company("New")))
                .add(
                        "UserFile",
                        "Lib MISS",
                        PAIR,
                        c -> c.file("Lib/" + c.file("Lib") + ".user", company("User")));
    }

    private static void conditions(Cases cases) {
        cases.add(
                        "ImportAppears",
                        "Lib MISS",
                        c ->
                                c.library(
                                        "Lib",
                                        "<Import Project=\"../flags/extra.props\" Condition=\"Exists('../flags/extra.props')\" />"),
                        c -> c.file("flags/extra.props", company("Extra")))
                .add(
                        "ImportVanishes",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<Import Project=\"../flags/extra.props\" Condition=\"Exists('../flags/extra.props')\" />")
                                        .file("flags/extra.props", company("Extra")),
                        c -> c.remove("flags/extra.props"))
                .add(
                        "MarkerAppears",
                        "Lib MISS",
                        c ->
                                c.library(
                                        "Lib",
                                        "<PropertyGroup Condition=\"Exists('../flags/marker')\"><Company>Marked</Company></PropertyGroup>"),
                        c -> c.file("flags/marker", ""))
                .add(
                        "EditorConfig",
                        "Lib MISS",
                        PAIR,
                        c -> c.file(".editorconfig", "[*.cs]\nindent_size = 3\n"));
    }

    private static void reads(Cases cases) {
        cases.add(
                        "ScriptsData",
                        "Lib MISS",
                        c ->
                                c.library("Lib", exec("cat ../tools/seed.txt"))
                                        .file("tools/seed.txt", "1\n"),
                        c -> c.file("tools/seed.txt", "2\n"))
                .add(
                        "OfAnotherProject",
                        "Lib MISS",
                        c ->
                                c.library("Lib", exec("md5sum &lt; ../Other/C.cs"), "Other")
                                        .library("Other", ""),
                        c -> c.replace("Other/C.cs", "+ 10", "+ 11"))
                .add(
                        "OfAStranger",
                        "Lib MISS, Other MISS",
                        c ->
                                c.library("Lib", exec("md5sum &lt; ../Other/C.cs"))
                                        .library("Other", ""),
                        c -> c.replace("Other/C.cs", "+ 10", "+ 11"))
                .add(
                        "Listing",
                        "Lib MISS",
                        c -> c.library("Lib", exec("ls ../data")).file("data/a.txt", ""),
                        c -> c.file("data/b.txt", ""));
    }

    private static void tasks(Cases cases) {
        cases.add(
                        "ReadAllText",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<PropertyGroup><Version>$([System.IO.File]::ReadAllText('$(MSBuildThisFileDirectory)../version.txt').Trim())</Version></PropertyGroup>")
                                        .file("version.txt", "1.2.3\n"),
                        c -> c.file("version.txt", "1.2.4\n"))
                .add(
                        "TriesTell",
                        "Lib MISS",
                        c ->
                                c.library(
                                                "Lib",
                                                "<Target Name=\"Try\" AfterTargets=\"Build\"><Exec Command=\"rmdir ../data/sub 2&gt; $(OutDir)x.txt || true\" /></Target>")
                                        .file("data/a.txt", "1\n"),
                        c -> c.file("data/sub/b.txt", "1\n"))
                .add(
                        "InlineTask",
                        "Lib MISS",
                        c -> c.library("Lib", TASK),
                        c -> c.changeProject("Lib", text -> text.replace("\"one\"", "\"two\"")))
                .add(
                        "InlineTaskProbes",
                        "Lib MISS",
                        c -> c.library("Lib", TASK),
                        c -> c.file("opt/o.txt", ""));
    }

    private static void outputs(Cases cases) {
        cases.add(
                        "RuntimeTemplate",
                        "App MISS",
                        PAIR,
                        c ->
                                c.file(
                                        "App/runtimeconfig.template.json",
                                        "{ \"configProperties\": { \"N\": 1 } }\n"))
                .add(
                        "AppConfig",
                        "App MISS",
                        PAIR,
                        c -> c.file("App/app.config", "<configuration />\n"))
                .add(
                        "FrameworkAdded",
                        "Lib MISS",
                        PAIR,
                        c ->
                                c.changeProject(
                                        "Lib",
                                        text ->
                                                text.replace(
                                                        "<TargetFramework>netstandard2.1</TargetFramework>",
                                                        "<TargetFrameworks>netstandard2.1;netcoreapp3.1</TargetFrameworks>")))
                .add(
                        "OutsideOfTheFolder",
                        "Lib HIT",
                        c ->
                                c.library(
                                        "Lib",
                                        "<Target Name=\"Out\" AfterTargets=\"Build\"><Exec Command=\"mkdir -p ../dist &amp;&amp; echo made &gt; ../dist/made.txt\" /></Target>"),
                        Cases.NOTHING);
    }

    private static String exec(String command) {
        return "<Target Name=\"Peek\" BeforeTargets=\"CopyFilesToOutputDirectory\"><Exec Command=\"mkdir -p $(OutDir) &amp;&amp; %s &gt; $(OutDir)peek.txt\" /></Target>"
                .formatted(command);
    }

    private static String company(String name) {
        return "<Project><PropertyGroup><Company>%s</Company></PropertyGroup></Project>\n"
                .formatted(name);
    }

    private static final String TASK =
            """
              <UsingTask TaskName="Probe" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <ParameterGroup><Folder /><Found Output="true" /></ParameterGroup>
                <Task><Code Type="Fragment" Language="cs">Found = System.IO.File.Exists(Folder + "/o.txt") ? "there" : "one";</Code></Task>
              </UsingTask>
              <Target Name="RunProbe" BeforeTargets="CopyFilesToOutputDirectory">
                <Probe Folder="$(MSBuildProjectDirectory)/../opt"><Output TaskParameter="Found" PropertyName="ProbeResult" /></Probe>
                <WriteLinesToFile File="$(OutDir)probe.txt" Lines="$(ProbeResult)" Overwrite="true" />
              </Target>
            """;
}
