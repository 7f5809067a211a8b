package dev.buildserver.standalone.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What makes one agent differ from another.
 *
 * @param tokenFile by which it registers
 * @param dotnetRoot folder of the .NET SDK
 * @param nugetConfig package sources for builds; empty = the machine's own
 * @param sdkEnvironment variables without which the SDK does not run here
 */
public record AgentPlace(
        String name,
        String pool,
        Path tokenFile,
        Path workFolder,
        Path dotnetRoot,
        Optional<Path> nugetConfig,
        Map<String, String> sdkEnvironment) {
    public AgentPlace {
        sdkEnvironment = Map.copyOf(sdkEnvironment);
    }

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("buildserver.agent.name", name);
        settings.put("buildserver.agent.pool", pool);
        settings.put("buildserver.agent.token-file", tokenFile.toString());
        settings.put("buildserver.agent.work-dir", workFolder.toString());
        settings.put("buildserver.agent.dotnet-root", dotnetRoot.toString());
        nugetConfig.ifPresent(
                file -> settings.put("buildserver.agent.nuget-config-file", file.toString()));
        return settings;
    }
}
