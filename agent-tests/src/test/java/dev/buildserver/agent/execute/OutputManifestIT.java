package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.ArtifactKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputManifestIT {
    private static final JobOptions JOB = JobOptions.of("Greeter.sln").withoutTests().manifest();

    @TempDir Path work;
    private Bench bench;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(work);
    }

    @Test
    void cleanBuildsOfOneCommitInTwoFoldersHaveEqualManifests() throws Exception {
        // Given
        Path one = checkout("one");
        Path two = checkout("two/and/deeper");

        // When
        byte[] first = manifest(bench.run(one, JOB));
        byte[] second = manifest(bench.run(two, JOB));

        // Then
        assertThat(new String(first)).isEqualTo(new String(second));
        List<String> paths =
                new ObjectMapper().readTree(first).path("files").findValuesAsText("path");
        String framework = bench.appFramework();
        assertThat(paths)
                .contains(
                        "src/Greeter/bin/Release/netstandard2.1/Greeter.dll",
                        "src/Greeter/bin/Release/netstandard2.1/Greeter.pdb",
                        "src/Greeter.App/bin/Release/" + framework + "/greet.deps.json",
                        "packages/Greeter.1.2.0.nupkg/lib/netstandard2.1/Greeter.dll",
                        "published/Greeter.App-" + framework + "/greet.dll")
                .noneMatch(path -> path.contains("/obj/") || path.endsWith(".cs"));
    }

    @Test
    void thereIsNoneWhereNobodyAskedForIt() throws Exception {
        // When
        ExecutionResult result =
                bench.run(checkout("one"), JobOptions.of("Greeter.sln").buildOnly());

        // Then
        assertThat(result.outputs())
                .extracting(OutputFile::kind)
                .doesNotContain(ArtifactKind.MANIFEST);
    }

    @Test
    void aBuildThatFailsHasNone() throws Exception {
        // Given
        Path source = checkout("one");
        Files.writeString(source.resolve("src/Greeter/Broken.cs"), "error");

        // When
        ExecutionResult result = bench.run(source, JOB);

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.outputs()).isEmpty();
    }

    private byte[] manifest(ExecutionResult result) throws Exception {
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        byte[] json = Files.readAllBytes(bench.output(result, "outputs.json"));
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.path("schema").asInt()).isEqualTo(1);
        return json;
    }

    private Path checkout(String name) throws Exception {
        Path source = bench.sample("greeter", name);
        try (Git git = Git.init().setDirectory(source.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
        return source;
    }
}
