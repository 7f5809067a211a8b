package dev.buildserver.cache.nuget;

import dev.buildserver.testing.dotnet.DotnetSdk;
import dev.buildserver.testing.dotnet.TestKit;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An upstream that tests control, and the folder feed of the samples' test kit. */
public final class FeedSourcesResource implements QuarkusTestResourceLifecycleManager {
    static final Path FOLDER = Path.of("target", "nuget-feeds").toAbsolutePath();

    private UpstreamFeed upstream;

    @Override
    public Map<String, String> start() {
        upstream = new UpstreamFeed();
        try {
            Files.createDirectories(FOLDER);
            TestKit.nugetConfig(DotnetSdk.find(), Path.of("..").toAbsolutePath(), FOLDER);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "buildserver.cache.nuget.sources",
                upstream.address() + "," + FOLDER.resolve("feed"),
                "buildserver.cache.nuget.fresh-for",
                "PT0S");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(UpstreamFeed.class));
    }

    @Override
    public void stop() {
        if (upstream != null) {
            upstream.close();
        }
    }
}
