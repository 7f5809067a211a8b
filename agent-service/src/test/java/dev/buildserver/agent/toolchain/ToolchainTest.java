package dev.buildserver.agent.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
    private static final long NO_LIMIT = 0;

    @TempDir Path machine;
    private Path root;
    private Path bin;

    /** A machine whose dotnet is a script that lists the folders of its installation. */
    @BeforeEach
    void aMachine() throws IOException {
        root = Files.createDirectories(machine.resolve("dotnet root"));
        bin = Files.createDirectories(machine.resolve("bin"));
        script(
                root.resolve("dotnet"),
                "cd \"" + root + "/sdk\" && for v in *; do echo \"$v [$PWD]\"; done");
        install("8.0.404");
        install("6.0.100");
        script(bin.resolve("git"), "echo git version 2.39.5");
    }

    @Test
    void sdksAreListedInOrderAndNewOnesAreFound() throws IOException {
        // Given
        Toolchain toolchain = toolchain(Optional.of(root), NO_LIMIT);
        var before = toolchain.capabilities().sdkVersions();

        // When
        install("9.0.100");

        // Then
        assertThat(before).containsExactly("6.0.100", "8.0.404");
        assertThat(toolchain.capabilities().sdkVersions())
                .containsExactly("6.0.100", "8.0.404", "9.0.100");
        assertThat(toolchain.dotnet().orElseThrow().executable()).isEqualTo(root.resolve("dotnet"));
    }

    @Test
    void aLinkOnThePathLeadsToTheInstallation() throws IOException {
        // Given
        Files.createSymbolicLink(bin.resolve("dotnet"), root.resolve("dotnet"));

        // When
        Optional<DotnetInstallation> found = toolchain(Optional.empty(), NO_LIMIT).dotnet();

        // Then
        assertThat(found.orElseThrow().root()).isEqualTo(root);
    }

    @Test
    void toolsOfThePathAreCapabilitiesAndChecks() {
        // Given
        Toolchain toolchain = toolchain(Optional.of(root), NO_LIMIT);

        // When
        Capabilities capabilities = toolchain.capabilities();

        // Then
        assertThat(capabilities.installedTools()).containsExactly("git");
        assertThat(capabilities.maxConcurrentBuilds()).isEqualTo(2);
        assertThat(capabilities.labels()).containsEntry("zone", "a");
        assertThat(capabilities.cpuCores()).isPositive();
        assertThat(capabilities.totalMemoryBytes()).isPositive();
        assertThat(toolchain.checks())
                .contains(
                        new HealthCheck(".NET SDK", true, "6.0.100, 8.0.404"),
                        new HealthCheck("Git", true, "git version 2.39.5"))
                .extracting(HealthCheck::name)
                .containsExactly(".NET SDK", "Git", "Disk Space");
    }

    @Test
    void aDiskThatRunsLowIsUnhealthyAndTakesNoWork() {
        // Given
        Toolchain toolchain = toolchain(Optional.of(root), Long.MAX_VALUE);

        // Then
        assertThat(toolchain.fit()).isFalse();
        assertThat(toolchain.checks())
                .filteredOn(check -> check.name().equals("Disk Space"))
                .singleElement()
                .satisfies(check -> assertThat(check.healthy()).isFalse());
    }

    @Test
    void aMachineWithoutAnSdkIsUnhealthyAndTakesNoWork() {
        // Given
        Toolchain toolchain = toolchain(Optional.of(bin), NO_LIMIT);

        // Then
        assertThat(toolchain.fit()).isFalse();
        assertThat(toolchain.capabilities().sdkVersions()).isEmpty();
        assertThat(toolchain.checks())
                .contains(new HealthCheck(".NET SDK", false, "no .NET SDK was found"));
    }

    @Test
    void loadIsWithinItsBounds() {
        // When
        Usage usage = toolchain(Optional.of(root), NO_LIMIT).usage();

        // Then
        assertThat(usage.cpuPercent()).isBetween(0.0, 100.0);
        assertThat(usage.memoryPercent()).isBetween(0.1, 100.0);
        assertThat(usage.availableDiskBytes()).isPositive();
    }

    private Toolchain toolchain(Optional<Path> dotnetRoot, long minFreeDisk) {
        ToolchainSettings settings =
                new ToolchainSettings(
                        dotnetRoot,
                        Optional.empty(),
                        machine.resolve("not/yet/there"),
                        minFreeDisk,
                        2,
                        Map.of("zone", "a"));
        return new Toolchain(settings, Map.of("PATH", bin.toString()));
    }

    private void install(String version) throws IOException {
        Path sdks = root.resolve("sdk");
        Files.createDirectories(sdks.resolve(version));
        // Installations are minutes apart, not milliseconds.
        int count = sdks.toFile().list().length;
        Files.setLastModifiedTime(
                sdks, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(count)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
