package dev.buildserver.standalone.sdk;

import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.runtime.Background;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An SDK for the agents: the user's own, else one from the cache, else one that is fetched. */
public final class SdkSetup {
    private static final String SCRIPT = "https://dot.net/v1/dotnet-install.sh";
    private static final String SCRIPT_VARIABLE = "BUILDSERVER_SDK_INSTALL_SCRIPT";
    private static final String CHANNEL_VARIABLE = "BUILDSERVER_SDK_CHANNEL";
    private static final int FIRST_WITHOUT_TEST_KIT = 5;

    private final Map<String, String> environment;
    private final Path home;
    private final UserCache cache;
    private final SdkCheck check;
    private final List<SdkSource> sources;
    private final TestKitFeed testKit;
    private final Journal journal;

    SdkSetup(
            Map<String, String> environment,
            Path home,
            UserCache cache,
            SdkCheck check,
            List<SdkSource> sources,
            TestKitFeed testKit,
            Journal journal) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.cache = cache;
        this.check = check;
        this.sources = List.copyOf(sources);
        this.testKit = testKit;
        this.journal = journal;
    }

    /**
     * For this user and machine.
     *
     * @param installation folder of the project
     */
    public static SdkSetup ofUser(Path installation, Journal journal, Background background) {
        Map<String, String> environment = System.getenv();
        UserCache cache = UserCache.ofUser();
        Progress progress = new Progress(journal, System.console() != null);
        FolderWatch watch = new FolderWatch(background);
        List<SdkSource> sources = new ArrayList<>();
        String script = environment.getOrDefault(SCRIPT_VARIABLE, SCRIPT);
        if (!script.isBlank()) {
            sources.add(
                    new OfficialInstall(
                            URI.create(script),
                            environment.getOrDefault(CHANNEL_VARIABLE, "LTS"),
                            progress,
                            watch));
        }
        sources.add(new NpmPackage("npm", progress, watch));
        return new SdkSetup(
                environment,
                Path.of(System.getProperty("user.home")),
                cache,
                new SdkCheck(new OpenSsl(cache, environment)),
                sources,
                new TestKitFeed(cache, installation, journal),
                journal);
    }

    /**
     * The SDK, and package sources for it.
     *
     * @param nugetConfig package sources that the user wants; empty = decide by the SDK
     * @throws LauncherException when there is none and none can be fetched; it says what to do
     */
    public DotnetSdk provide(Optional<Path> nugetConfig) {
        try {
            DotnetSdk sdk = anySdk();
            if (nugetConfig.isPresent()) {
                return sdk.withNugetConfig(nugetConfig.get().toAbsolutePath());
            }
            if (sdk.major() < FIRST_WITHOUT_TEST_KIT && !PackageSources.configured(home)) {
                return sdk.withNugetConfig(testKit.nugetConfig(sdk));
            }
            return sdk;
        } catch (IOException e) {
            throw new LauncherException("No .NET SDK: " + e.getMessage(), e);
        }
    }

    private DotnetSdk anySdk() throws IOException {
        for (Path root : InstalledSdks.roots(environment)) {
            SdkCheck.Outcome outcome = check.check(root);
            if (outcome.sdk().isPresent()) {
                return outcome.sdk().get();
            }
            journal.say("A .NET SDK does not run: " + outcome.problem());
        }
        for (SdkSource source : sources) {
            Path cached = cache.folder().resolve(source.cacheName());
            if (Files.isDirectory(cached)) {
                return checked(cached);
            }
        }
        return fetched();
    }

    private DotnetSdk fetched() throws IOException {
        List<String> problems = new ArrayList<>();
        for (SdkSource source : sources) {
            journal.say("No .NET SDK on this machine; trying " + source.description() + " ...");
            try {
                Path root =
                        cache.provide(
                                source.cacheName(),
                                target -> {
                                    source.fetch(target);
                                    checked(target);
                                });
                return checked(root);
            } catch (IOException e) {
                journal.say("  " + e.getMessage());
                problems.add(source.description() + ": " + e.getMessage());
            }
        }
        throw new LauncherException(
                "There is no .NET SDK (DOTNET_ROOT, PATH), and none can be fetched: "
                        + String.join("; ", problems)
                        + ". Install one, or set DOTNET_ROOT.");
    }

    private DotnetSdk checked(Path root) throws IOException {
        SdkCheck.Outcome outcome = check.check(root);
        return outcome.sdk().orElseThrow(() -> new IOException(outcome.problem()));
    }
}
