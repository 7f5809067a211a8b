package dev.buildserver.agent.execute;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A solution that does what caches forget: {@code Tool → Logic → Core}, and {@code Other} alone.
 * Core copies a file to its users and warns; Logic bases on a linked file; Tool runs a script that
 * reads a file which nobody declares; Other looks for files that are not there.
 */
final class CachedSolution {
    static final String FILE = "All.sln";

    private static final String PROJECT =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
              %s
            </Project>
            """;

    private CachedSolution() {}

    static Source write(Path root, String appFramework) throws IOException {
        Source source = new Source(root);
        core(source);
        logic(source);
        tool(source, appFramework);
        other(source);
        return source.file(FILE, solution("", "Core", "Logic", "Tool", "Other"))
                .file(
                        "NuGet.config",
                        "<configuration><packageSources><clear/></packageSources></configuration>");
    }

    private static void core(Source source) throws IOException {
        source.file(
                        "src/Core/Core.csproj",
                        PROJECT.formatted(
                                "netstandard2.1",
                                """
                                <ItemGroup>
                                  <None Update="data.json" CopyToOutputDirectory="PreserveNewest" />
                                </ItemGroup>
                                """))
                .file("src/Core/data.json", "{}")
                .file(
                        "src/Core/Sum.cs",
                        """
                        namespace Core {
                          public static class Sum {
                            public static int Of(int a, int b) { int unused = 1; return a + b; }
                          }
                        }
                        """);
    }

    private static void logic(Source source) throws IOException {
        source.file(
                        "src/Logic/Logic.csproj",
                        PROJECT.formatted(
                                "netstandard2.1",
                                """
                                <ItemGroup>
                                  <ProjectReference Include="../Core/Core.csproj" />
                                  <Compile Include="../../shared/Linked.cs" />
                                </ItemGroup>
                                """))
                .file("shared/Linked.cs", "class Linked { public const int Value = 1; }")
                .file(
                        "src/Logic/Twice.cs",
                        """
                        namespace Logic {
                          public static class Twice {
                            public static int Of(int a) => Core.Sum.Of(a, a) * Linked.Value;
                          }
                        }
                        """);
    }

    private static void tool(Source source, String framework) throws IOException {
        source.file(
                        "src/Tool/Tool.csproj",
                        PROJECT.formatted(
                                framework,
                                """
                                <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
                                <ItemGroup>
                                  <ProjectReference Include="../Logic/Logic.csproj" />
                                </ItemGroup>
                                <Target Name="Seed" AfterTargets="Build">
                                  <Exec Command="cat ../../tools/seed.txt > $(OutDir)seed.txt" />
                                  <Exec Command="echo &quot;[$FLAVOUR]&quot; > $(OutDir)flavour.txt" />
                                </Target>
                                """))
                .file("tools/seed.txt", "seed 1\n")
                .file(
                        "src/Tool/Program.cs",
                        """
                        class Program {
                          static void Main() { System.Console.WriteLine(Logic.Twice.Of(21)); }
                        }
                        """);
    }

    private static void other(Source source) throws IOException {
        source.file(
                        "src/Other/Other.csproj",
                        PROJECT.formatted(
                                "netstandard2.1",
                                """
                                <PropertyGroup Condition="Exists('../../flags/marker')">
                                  <DefineConstants>$(DefineConstants);MARKED</DefineConstants>
                                </PropertyGroup>
                                """))
                .file(
                        "src/Other/Other.cs",
                        """
                        public static class Other {
                          public const string Name =
                        #if MARKED
                            "marked";
                        #else
                            "plain";
                        #endif
                        }
                        """);
    }

    /**
     * A solution of some of the projects.
     *
     * @param up from its folder to the root, with backslashes
     */
    static String solution(String up, String... names) {
        StringBuilder text =
                new StringBuilder(
                        "\nMicrosoft Visual Studio Solution File, Format Version 12.00\n");
        StringBuilder configurations = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            String id = "{00000000-0000-0000-0000-00000000000" + i + "}";
            text.append("Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"")
                    .append(names[i])
                    .append("\", \"%2$ssrc\\%1$s\\%1$s.csproj\", \"".formatted(names[i], up))
                    .append(id)
                    .append("\"\nEndProject\n");
            for (String kind : new String[] {"ActiveCfg", "Build.0"}) {
                configurations.append(
                        "\t\t%s.Release|Any CPU.%s = Release|Any CPU\n".formatted(id, kind));
            }
        }
        return text.append(
                        "Global\n\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\n")
                .append("\t\tRelease|Any CPU = Release|Any CPU\n\tEndGlobalSection\n")
                .append("\tGlobalSection(ProjectConfigurationPlatforms) = postSolution\n")
                .append(configurations)
                .append("\tEndGlobalSection\nEndGlobal\n")
                .toString();
    }
}
