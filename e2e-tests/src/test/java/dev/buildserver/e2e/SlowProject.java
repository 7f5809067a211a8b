package dev.buildserver.e2e;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A project whose build runs a process that sleeps, to be found among the machine's processes. */
record SlowProject(String marker) {
    static SlowProject create() {
        // A length of sleep that nobody else would choose names the process.
        return new SlowProject("7" + ThreadLocalRandom.current().nextInt(100_000, 999_999));
    }

    Map<String, String> files() {
        return Map.of(
                "Slow.csproj",
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netcoreapp3.1</TargetFramework>
                    <TargetFramework Condition="'$(BundledNETCoreAppTargetFrameworkVersion)' != '3.1'">net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework>
                  </PropertyGroup>
                  <Target Name="Wait" BeforeTargets="CoreCompile">
                    <Exec Command="sleep %s" />
                  </Target>
                </Project>
                """
                        .formatted(marker),
                "Slow.cs",
                "public static class Slow { }\n");
    }

    /** The sleeping processes that are alive now. */
    List<ProcessHandle> sleepers() {
        return ProcessHandle.allProcesses()
                .filter(
                        p ->
                                p.info()
                                        .arguments()
                                        .map(List::of)
                                        .filter(a -> a.contains(marker))
                                        .isPresent())
                .toList();
    }
}
