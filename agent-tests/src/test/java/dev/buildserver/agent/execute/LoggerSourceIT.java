package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.testing.dotnet.DotnetSdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggerSourceIT {
    /** The compiler decides the bytes; only this SDK's gives those that are committed. */
    private static final String SDK = "3.1.102";

    @TempDir Path work;

    @Test
    void theCommittedLoggerIsWhatItsSourceGives() throws Exception {
        // Given
        DotnetSdk sdk = DotnetSdk.find();
        Path log = work.resolve("log");
        ProcessBuilder build =
                new ProcessBuilder(
                        "/bin/sh", "../agent-service/src/main/msbuild/build.sh", work.toString());
        build.environment().putAll(sdk.environment());

        // When
        Process process = build.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);

        // Then
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
        Path built = work.resolve("BuildServer.MSBuild.dll");
        if (Files.isDirectory(sdk.root().resolve("sdk").resolve(SDK))) {
            assertThat(built)
                    .hasSameBinaryContentAs(
                            Path.of(
                                    "../agent-service/src/main/resources/msbuild/BuildServer.MSBuild.dll"));
        } else {
            assertThat(built).isNotEmptyFile();
        }
    }
}
