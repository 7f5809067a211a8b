package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputIT {
    @TempDir Path work;
    private Bench bench;
    private Source source;

    @BeforeEach
    void source() throws Exception {
        bench = new Bench(work);
        source = Source.app(work.resolve("src"), bench).file("sub/Some.sln", "").file("x.txt", "");
        Files.writeString(work.resolve("Outside.sln"), "");
        Files.createSymbolicLink(source.root().resolve("link.sln"), work.resolve("Outside.sln"));
    }

    @ParameterizedTest
    @CsvSource({
        "Missing.sln, sub/Some.sln",
        "x.txt, sub/Some.sln",
        "../Outside.sln, outside",
        "sub/../../Outside.sln, outside",
        "/etc/passwd, outside",
        "link.sln, outside",
        "sub, sub/Some.sln"
    })
    void aSolutionThatIsNoneInTheTreeIsTheUsersMistake(String path, String says) throws Exception {
        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of(path));

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.INVALID_INPUT);
        assertThat(result.message()).contains(path).contains(says);
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsOnly(StageStatus.SKIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "PATH, set by the agent",
        "Tmpdir, set by the agent",
        "a=b, not the name",
        "'', not the name"
    })
    void aVariableThatCannotBeSetIsRefused(String name, String says) throws Exception {
        // When
        ExecutionResult result =
                bench.run(source.root(), JobOptions.of("App.csproj").variable(name, "x"));

        // Then
        assertThat(result.failureReason()).isEqualTo(FailureReason.INVALID_INPUT);
        assertThat(result.message()).contains(says);
        assertThat(Path.of(System.getProperty("java.io.tmpdir")).toRealPath())
                .isDirectoryNotContaining(OwnedFolders::isOwn);
    }

    @ParameterizedTest
    @CsvSource({
        "-t:Evil, not the name",
        "a b, not the name",
        "configuration, 'configuration'",
        "PathMap, set by the agent",
        "'', not the name"
    })
    void aPropertyThatCannotBeSetIsRefused(String name, String says) throws Exception {
        // When
        ExecutionResult result =
                bench.run(source.root(), JobOptions.of("App.csproj").property(name, "x"));

        // Then
        assertThat(result.failureReason()).isEqualTo(FailureReason.INVALID_INPUT);
        assertThat(result.message()).contains(says);
    }

    @Test
    void aBuildThatPinsAnSdkThatIsNotHereIsHandedBackWithItsName() throws Exception {
        // Given
        source.file("global.json", "{ /* pinned */ \"sdk\": { \"version\": \"2.1.300\" } }");

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj"));

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.RETURNED);
        assertThat(result.failureReason()).isNull();
        assertThat(result.message())
                .contains("global.json asks for .NET SDK 2.1.300 (rollForward: latestPatch)")
                .contains("this agent has [");
        assertThat(result.needs())
                .isEqualTo(
                        Requirements.pinned(
                                new SdkRequirement("2.1.300", RollForward.LATEST_PATCH, true)));
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsOnly(StageStatus.SKIPPED);
    }

    @Test
    void aFrameworkThatTheSdkDoesNotKnowIsUnsupported() throws Exception {
        // Given
        String text = Files.readString(source.root().resolve("App.csproj"));
        source.file("App.csproj", text.replace(bench.appFramework(), "net99.0"));

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj"));

        // Then
        assertThat(result.failureReason())
                .as(bench.report.text())
                .isEqualTo(FailureReason.UNSUPPORTED);
        assertThat(result.message()).contains("99");
    }

    @Test
    void aPackageThatCannotBeHadFailsTheRestore() throws Exception {
        // Given
        String text = Files.readString(source.root().resolve("App.csproj"));
        source.file(
                "App.csproj",
                text.replace(
                        "</Project>",
                        "<ItemGroup><PackageReference Include=\"No.Such.Package.4711\""
                                + " Version=\"1.0.0\" /></ItemGroup></Project>"));

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj"));

        // Then
        assertThat(result.failureReason())
                .as(bench.report.text())
                .isEqualTo(FailureReason.RESTORE_FAILED);
        assertThat(result.message()).contains("No.Such.Package.4711");
        assertThat(result.diagnostics()).isNotEmpty();
    }

    @Test
    void aSolutionNamedLikeAnOptionIsStillAFile() throws Exception {
        // Given
        Files.move(source.root().resolve("App.csproj"), source.root().resolve("-App.csproj"));

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("-App.csproj").buildOnly());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
    }
}
