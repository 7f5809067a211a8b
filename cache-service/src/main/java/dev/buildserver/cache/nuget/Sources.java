package dev.buildserver.cache.nuget;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The sources in force, in the order in which they are asked. */
@Singleton
@Startup
class Sources {
    private final List<PackageSource> all;

    Sources(NugetConfig config, ObjectMapper mapper) {
        String prefix = "buildserver.cache.nuget.";
        Bounds.check(prefix + "fresh-for", config.freshFor(), Duration.ZERO, Duration.ofDays(1));
        Bounds.check(
                prefix + "timeout",
                config.timeout(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10));
        Bounds.check(
                prefix + "max-package-size", config.maxPackageSize().asLongValue(), 1, 5L << 30);
        HttpClient http =
                HttpClient.newBuilder()
                        .connectTimeout(config.timeout())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        List<String> addresses =
                config.sources()
                        .orElseGet(
                                () ->
                                        config.configFile()
                                                .map(ConfiguredSources::in)
                                                .orElse(List.of()));
        this.all =
                addresses.stream()
                        .map(
                                address ->
                                        address.matches("https?://.*")
                                                ? new V3Source(
                                                        URI.create(address),
                                                        http,
                                                        config.timeout(),
                                                        mapper)
                                                : (PackageSource)
                                                        new FolderSource(Path.of(address)))
                        .toList();
    }

    List<PackageSource> all() {
        return all;
    }
}
