package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build finds around it is the same whatever its strategy: outputs may tell all of it. */
class EnvironmentIT {
    private static final String PROJECT =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
              <Target Name="Tell" AfterTargets="Build">
                <Exec Command="(env; export -p; umask; ulimit -a; pwd; id; nice; cat) &lt; /dev/null > $(OutDir)told.txt" />
                <WriteLinesToFile File="$(OutDir)asked.txt" Overwrite="true"
                    Lines="$(COMPlus_TC_CallCountingDelayMs)|$(LD_PRELOAD)|$(SSL_CERT_FILE)|$(HTTP_PROXY)" />
              </Target>
            </Project>
            """;

    private static final JobOptions JOB =
            JobOptions.of("Told.csproj").buildOnly().variable("MINE", "1");

    @TempDir Path work;

    @Test
    void theEnvironmentIsThatOfACleanBuild() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path clean = source("clean");
        Path cached = source("cached");

        // When
        ExecutionResult expected = bench.run(clean, JOB);
        ExecutionResult result = bench.run(cached, JOB, BuildStrategy.CACHED, false);

        // Then
        assertThat(List.of(expected.outcome(), result.outcome()))
                .as(bench.report.text())
                .containsOnly(Outcome.SUCCEEDED);
        assertThat(result.cache().restore().outcome()).isEqualTo(CacheOutcome.MISS);
        assertThat(told(cached, "told.txt"))
                .isEqualTo(told(clean, "told.txt"))
                .contains("MINE=1", "TMPDIR=/tmp");
        assertThat(told(cached, "asked.txt")).isEqualTo(told(clean, "asked.txt"));
    }

    private Path source(String name) throws Exception {
        return new Source(work.resolve(name))
                .file("Told.csproj", PROJECT)
                .file("C.cs", "class C { }")
                .file(
                        "NuGet.config",
                        "<configuration><packageSources><clear/></packageSources></configuration>")
                .root();
    }

    private static List<String> told(Path tree, String file) throws Exception {
        return Files.readAllLines(tree.resolve("bin/Release/netstandard2.1/" + file)).stream()
                .sorted()
                .toList();
    }
}
