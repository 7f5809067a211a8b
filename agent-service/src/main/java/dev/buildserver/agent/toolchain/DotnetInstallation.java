package dev.buildserver.agent.toolchain;

import dev.buildserver.domain.toolchain.SdkVersion;
import java.nio.file.Path;
import java.util.List;

/**
 * A .NET installation on this machine.
 *
 * @param root folder that {@code DOTNET_ROOT} names
 * @param executable the {@code dotnet} host
 * @param sdks installed SDKs, ascending
 */
public record DotnetInstallation(Path root, Path executable, List<SdkVersion> sdks) {
    public DotnetInstallation {
        sdks = List.copyOf(sdks);
    }
}
