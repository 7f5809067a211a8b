package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.sandbox.Bubblewrap;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.sandbox.SandboxFiles;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.testing.dotnet.DotnetSdk;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcquaintanceIT {
    @TempDir Path work;

    @Test
    void nothingIsLeftToBeReadWhenTheFirstBuildAsks() throws Exception {
        // Given
        DotnetSdk sdk = DotnetSdk.find();
        Toolchain toolchain =
                new Toolchain(
                        new ToolchainSettings(
                                Optional.of(sdk.root()), Optional.empty(), work, 0, 1, Map.of()),
                        sdk.environment());
        Sandbox sandbox =
                new Sandbox(
                        Optional.of(Bubblewrap.find(System.getenv())),
                        SandboxFiles.write(work.resolve("sandbox").toAbsolutePath()));
        Enclosures enclosures = new Enclosures(sandbox, toolchain);

        // When
        new Acquaintance(new Now(), toolchain, enclosures).make(new StartupEvent());
        Set<String> known = known();
        enclosures.identity(JobOptions.of("App.csproj").job(), toolchain.dotnet().orElseThrow());

        // Then
        assertThat(known).isNotEmpty();
        assertThat(known()).isEqualTo(known);
    }

    private Set<String> known() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("sandbox/digests"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** Does everything at once, on the caller's thread. */
    private static final class Now implements Tasks {
        @Override
        public <T> Future<T> start(String name, Callable<T> task) {
            try {
                return CompletableFuture.completedFuture(task.call());
            } catch (Exception e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public Future<?> later(Duration delay, Runnable task) {
            task.run();
            return CompletableFuture.completedFuture(null);
        }
    }
}
