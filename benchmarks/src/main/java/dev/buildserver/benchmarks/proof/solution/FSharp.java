package dev.buildserver.benchmarks.proof.solution;

import java.util.List;
import java.util.stream.Collectors;

/** Texts of F# projects. They need no package feed: the SDK has the language's library, too. */
public final class FSharp {
    private FSharp() {}

    /**
     * A library.
     *
     * @param items more items
     * @param body more of the project file
     * @param sources in their order
     */
    public static String project(CharSequence items, String body, String... sources) {
        String compiled =
                List.of(sources).stream()
                        .map("<Compile Include=\"%s\" />"::formatted)
                        .collect(Collectors.joining());
        return """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.1</TargetFramework>
                    <DisableImplicitFSharpCoreReference>true</DisableImplicitFSharpCoreReference>
                  </PropertyGroup>
                  <ItemGroup>
                    <Reference Include="FSharp.Core" HintPath="$(MSBuildToolsPath)/FSharp/FSharp.Core.dll" />
                    %s%s
                  </ItemGroup>
                  %s
                </Project>
                """
                .formatted(compiled, items, body);
    }

    /**
     * A module with the members that the classes of {@link Sources} have.
     *
     * @param name with its namespace
     * @param used namespaces of which it uses the class {@code C0}
     */
    public static String module(String name, List<String> used) {
        return """
                module %s

                [<Literal>]
                let K = 3

                let V (x: int) : int = %s + 10
                // comment 0
                """
                .formatted(name, Sources.sum(used, "%s.C0.V x"));
    }
}
