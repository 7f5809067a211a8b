package dev.buildserver.benchmarks.proof.solution;

import java.util.function.Consumer;

/** What a project may have that makes its outputs depend on more than its own sources. */
enum Feature {
    MULTI_TARGETED(project -> project.frameworks("netstandard2.1;netcoreapp3.1")),

    LINKED(
            project ->
                    project.part(
                                    """
                                      <ItemGroup><Compile Include="../../../shared/Link.cs" Link="Link.cs" /></ItemGroup>
                                    """)
                            .shared(
                                    "shared/Link.cs",
                                    "internal static class Linked { internal const int X = 1; }\n")
                            .file("UsesLink.cs", uses(project, "UsesLink", "Linked.X"))),

    EMBEDDED(
            project ->
                    project.part(
                                    """
                                      <ItemGroup><EmbeddedResource Include="res/*.txt" /></ItemGroup>
                                    """)
                            .file("res/a.txt", "resource a\n")),

    RESOURCES(
            project ->
                    project.file("Strings.resx", Resx.of("hello"))
                            .file("Other.resx", Resx.of("other"))
                            .file("Strings.de.resx", Resx.of("hallo"))),

    CONTENT(
            project ->
                    project.part(
                                    """
                                      <ItemGroup>
                                        <None Update="data.json" CopyToOutputDirectory="PreserveNewest" />
                                        <Content Include="cont/**" CopyToOutputDirectory="Always" />
                                        <Content Include="notes.md" CopyToOutputDirectory="PreserveNewest" />
                                      </ItemGroup>
                                    """)
                            .file("data.json", "{\"a\": 1}\n")
                            .file("cont/one.txt", "1\n")
                            .file("notes.md", "# Notes\n")),

    FRIEND(
            project -> {
                String file = "Friends.cs";
                project.file(
                        file,
                        "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"%s\")]\n"
                                .formatted(Friends.of(project.name())));
            }),

    EXISTS(
            project ->
                    project.part(
                                    """
                                      <Import Project="../../../flags/extra.props" Condition="Exists('../../../flags/extra.props')" />
                                      <PropertyGroup Condition="Exists('../../../flags/marker')"><DefineConstants>$(DefineConstants);MARK</DefineConstants></PropertyGroup>
                                    """)
                            .file("Mark.cs", Sources.MARK.formatted(project.name()))),

    GENERATED(
            project ->
                    project.part(
                                    """
                                      <Target Name="Generate" BeforeTargets="CoreCompile">
                                        <Exec Command="mkdir -p $(IntermediateOutputPath) &amp;&amp; sh ../../../tools/generate.sh &gt; $(IntermediateOutputPath)gen.cs" />
                                        <ItemGroup><Compile Include="$(IntermediateOutputPath)gen.cs" /></ItemGroup>
                                      </Target>
                                    """)
                            .shared("tools/generate.sh", Sources.GENERATE)
                            .shared("tools/seed.txt", "seed 1\n")),

    FOREIGN(
            project ->
                    project.references().stream()
                            .filter(other -> other.endsWith(".csproj"))
                            .findFirst()
                            .ifPresent(
                                    other ->
                                            project.part(
                                                    """
                                                      <Target Name="Peek" BeforeTargets="CopyFilesToOutputDirectory">
                                                        <Exec Command="mkdir -p $(OutDir) &amp;&amp; md5sum &lt; ../../../%s/C1.cs &gt; $(OutDir)peek.txt" />
                                                      </Target>
                                                    """
                                                            .formatted(Layout.folder(other))))),

    READ_ALL_TEXT(
            project ->
                    project.property(
                                    "Version",
                                    "$([System.IO.File]::ReadAllText('$(MSBuildThisFileDirectory)../../../version.txt').Trim())")
                            .shared("version.txt", "1.2.3\n")),

    INLINE_TASK(project -> project.part(Sources.INLINE_TASK).shared("opt/always.txt", "there\n")),

    DOCUMENTED(project -> project.property("GenerateDocumentationFile", "true")),

    WARNINGS(
            project ->
                    project.file(
                            "Warns.cs",
                            """
                            namespace %s
                            {
                                internal static class Warns
                                {
                                    internal static int Seven() { int unused = 3; return 7; }
                                }
                            }
                            """
                                    .formatted(project.name()))),

    BINARY(
            project ->
                    project.part(
                                    """
                                      <ItemGroup><Reference Include="External" HintPath="../../../lib/External.dll" /></ItemGroup>
                                    """)
                            .file(
                                    "UsesExternal.cs",
                                    uses(project, "UsesExternal", "External.Answer.Number()"))),

    PACKED(project -> project.property("IsPackable", "true"));

    private final Consumer<ProjectDraft> part;

    Feature(Consumer<ProjectDraft> part) {
        this.part = part;
    }

    void addTo(ProjectDraft project) {
        part.accept(project);
    }

    private static String uses(ProjectDraft project, String type, String expression) {
        return "namespace %s { public static class %s { public static int Get() => %s; } }\n"
                .formatted(project.name(), type, expression);
    }
}
