package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.toolchain.DotnetInstallation;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.build.BuildJob;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this machine has that outputs depend on, and another may not have. */
@Singleton
class MachineFacts {
    private final Toolchain toolchain;
    private final ToolchainSettings settings;
    private final Enclosures enclosures;
    private final ExecutionConfig config;
    private final InstantSource clock;

    MachineFacts(
            Toolchain toolchain,
            ToolchainSettings settings,
            Enclosures enclosures,
            ExecutionConfig config,
            InstantSource clock) {
        this.toolchain = toolchain;
        this.settings = settings;
        this.enclosures = enclosures;
        this.config = config;
        this.clock = clock;
    }

    /**
     * As lines of a key; empty where a job like that can't be built with the cache here.
     *
     * @param brought whether the cache service brings packages
     */
    Optional<List<String>> of(BuildJob job, boolean brought) throws IOException {
        Optional<DotnetInstallation> dotnet = toolchain.dotnet();
        if (dotnet.isEmpty() || enclosures.whyNotCached(job).isPresent()) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            lines = new ArrayList<>(enclosures.identity(job, dotnet.get()));
        } catch (AttemptEnded e) {
            // The build itself says it better.
            return Optional.empty();
        }
        lines.add(KeyText.of("year", CachedAttempt.year(clock).toString()));
        lines.add(KeyText.of("brought", Boolean.toString(brought)));
        lines.add(KeyText.of("sdks", dotnet.get().sdks().toString()));
        lines.add(KeyText.of("agent", InjectedFiles.fingerprint()));
        String feeds = UserNuGetConfig.text(settings.nugetConfigFile(), toolchain.environment());
        lines.add(KeyText.of("nuget", Sha256.of(LocalFeeds.move(feeds, new ArrayList<>()))));
        lines.add(
                KeyText.of(
                        "limits",
                        Integer.toString(config.maxDiagnostics()),
                        Integer.toString(config.maxTestFailures())));
        return Optional.of(lines);
    }
}
