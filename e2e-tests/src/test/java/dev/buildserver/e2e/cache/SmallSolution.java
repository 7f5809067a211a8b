package dev.buildserver.e2e.cache;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Two projects, the second of which refers to the first; no packages. */
final class SmallSolution {
    static final String PATH = "Small.sln";

    private static final String PROJECT =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
              %s
            </Project>
            """;

    private SmallSolution() {}

    static SampleRepository create(Stack stack) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PATH, solution());
        files.put("Lib/Lib.csproj", PROJECT.formatted(""));
        // Each has its own content: what an earlier test stored or read is no help.
        int number = ThreadLocalRandom.current().nextInt(1000, Integer.MAX_VALUE);
        files.put("Lib/Lib.cs", source("Lib", number));
        files.put(
                "App/App.csproj",
                PROJECT.formatted(
                        "<ItemGroup><ProjectReference Include=\"../Lib/Lib.csproj\" /></ItemGroup>"));
        files.put("App/App.cs", source("App", number));
        return SampleRepository.ofFiles(stack, "small", files);
    }

    /** A class whose only method returns the number. */
    static String source(String name, int number) {
        return "public static class %s { public static int Number() => %d; }%n"
                .formatted(name, number);
    }

    private static String solution() {
        return """
               Microsoft Visual Studio Solution File, Format Version 12.00
               Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Lib", "Lib\\Lib.csproj", "{11111111-1111-1111-1111-111111111111}"
               EndProject
               Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "App\\App.csproj", "{22222222-2222-2222-2222-222222222222}"
               EndProject
               Global
                 GlobalSection(SolutionConfigurationPlatforms) = preSolution
                   Release|Any CPU = Release|Any CPU
                 EndGlobalSection
                 GlobalSection(ProjectConfigurationPlatforms) = postSolution
                   {11111111-1111-1111-1111-111111111111}.Release|Any CPU.ActiveCfg = Release|Any CPU
                   {11111111-1111-1111-1111-111111111111}.Release|Any CPU.Build.0 = Release|Any CPU
                   {22222222-2222-2222-2222-222222222222}.Release|Any CPU.ActiveCfg = Release|Any CPU
                   {22222222-2222-2222-2222-222222222222}.Release|Any CPU.Build.0 = Release|Any CPU
                 EndGlobalSection
               EndGlobal
               """;
    }
}
