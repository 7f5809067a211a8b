package dev.buildserver.standalone.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.embedded.cache.UserCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SdkCheckIT {
    @TempDir Path folder;

    @Test
    void anSdkThatRunsIsTakenWithItsVersion() throws Exception {
        // Given
        Path root = FakeDotnet.working(folder.resolve("sdk"), "8.0.404");
        // When
        DotnetSdk sdk = check().check(root).sdk().orElseThrow();
        // Then
        assertThat(sdk.version()).isEqualTo("8.0.404");
        assertThat(sdk.major()).isEqualTo(8);
        assertThat(sdk.environment())
                .containsEntry("DOTNET_ROOT", root.toString())
                .containsEntry("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
                .doesNotContainKey("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")
                .doesNotContainKey("LD_LIBRARY_PATH");
    }

    @Test
    void withoutIcuItRunsInInvariantMode() throws Exception {
        // Given
        Path root =
                FakeDotnet.with(
                        folder.resolve("sdk"),
                        "8.0.404",
                        "[ \"$DOTNET_SYSTEM_GLOBALIZATION_INVARIANT\" = 1 ] && exec echo 8.0.404\n"
                                + "echo \"Couldn't find a valid ICU package installed\" >&2\n"
                                + "exit 134");
        // When
        DotnetSdk sdk = check().check(root).sdk().orElseThrow();
        // Then
        assertThat(sdk.environment()).containsEntry("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
    }

    @Test
    void anOldSdkGetsTheOldOpenSsl() throws Exception {
        // Given
        Path root = FakeDotnet.working(folder.resolve("sdk"), "3.1.102");
        // When
        DotnetSdk sdk = check().check(root).sdk().orElseThrow();
        // Then
        Path libraries = Path.of(sdk.environment().get("LD_LIBRARY_PATH"));
        assertThat(libraries.resolve("libssl.so.1.1")).isRegularFile();
        assertThat(libraries.resolve("libcrypto.so.1.1")).isRegularFile();
    }

    @Test
    void theSystemsOpenSslIsEnough() throws Exception {
        // Given
        Path system = Files.createDirectories(folder.resolve("lib"));
        Files.createFile(system.resolve("libssl.so.1.1"));
        Files.createFile(system.resolve("libcrypto.so.1.1"));
        OpenSsl openSsl = new OpenSsl(cache(), Map.of(), List.of(system));
        // When, Then
        assertThat(openSsl.libraryPath()).isEmpty();
    }

    @Test
    void theRuntimeAloneIsNoSdk() throws Exception {
        // Given
        Path root = FakeDotnet.program(folder.resolve("runtime"), "echo 8.0.404");
        // When
        SdkCheck.Outcome outcome = check().check(root);
        // Then
        assertThat(outcome.sdk()).isEmpty();
        assertThat(outcome.problem()).contains("holds no SDK");
    }

    @Test
    void anSdkThatFailsSaysWhy() throws Exception {
        // Given
        Path root =
                FakeDotnet.with(
                        folder.resolve("sdk"), "8.0.404", "echo 'cannot execute' >&2; exit 1");
        // When
        SdkCheck.Outcome outcome = check().check(root);
        // Then
        assertThat(outcome.sdk()).isEmpty();
        assertThat(outcome.problem()).contains("cannot execute");
    }

    private SdkCheck check() {
        return new SdkCheck(new OpenSsl(cache(), Map.of(), List.of(folder.resolve("none"))));
    }

    private UserCache cache() {
        return new UserCache(folder.resolve("cache"));
    }
}
