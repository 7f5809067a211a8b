package dev.buildserver.agent.toolchain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator said about this agent's machine.
 *
 * @param dotnetRoot folder of the .NET installation; empty: {@code DOTNET_ROOT}, else PATH
 * @param nugetConfigFile user-level NuGet configuration of builds; empty: that of the agent's user
 * @param workDir where workspaces and caches are
 * @param minFreeDiskBytes with less free space on the volume of {@code workDir}, no work is taken
 * @param slots builds at a time, at least 1
 * @param labels free labels for matching
 */
public record ToolchainSettings(
        Optional<Path> dotnetRoot,
        Optional<Path> nugetConfigFile,
        Path workDir,
        long minFreeDiskBytes,
        int slots,
        Map<String, String> labels) {
    public ToolchainSettings {
        labels = Map.copyOf(labels);
    }
}
