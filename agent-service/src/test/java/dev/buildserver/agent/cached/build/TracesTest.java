package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.trace.TracedPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracesTest {
    @ParameterizedTest
    @CsvSource({
        "/tmp/.dotnet, true",
        "/tmp/.dotnet/shm/global/lock, true",
        "/tmp/.dotnet/lockfiles/session1/lock, true",
        "/tmp/NuGetScratch/lock/a, true",
        "/tmp/.dotnet/note, false",
        "/tmp/.dotnet/shm-of-mine, false",
        "/dev/shm/note, false"
    })
    void onlyLocksAreTheRuntimesOwn(String path, boolean isOfRuntime) {
        // When
        boolean told = Traces.isOfRuntime(TracedPath.of(path));

        // Then
        assertThat(told).isEqualTo(isOfRuntime);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev, true",
        "/dev/null, true",
        "/dev/urandom, true",
        "/dev/fd/3, true",
        "/dev/pts/0, true",
        "/dev/shm/note, false",
        "/dev/note, false",
        "/dev/nullify, false",
        "/src/dev/null, false"
    })
    void whatIsLeftBesideDevicesIsAFile(String path, boolean isDevice) {
        // When
        boolean told = Traces.isDevice(TracedPath.of(path));

        // Then
        assertThat(told).isEqualTo(isDevice);
    }
}
