package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.remote.PendingUploads;
import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.agent.http.TestHttp;
import dev.buildserver.agent.sandbox.Bubblewrap;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.sandbox.SandboxFiles;
import dev.buildserver.agent.testing.TestTasks;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.support.json.WireJson;
import dev.buildserver.testing.dotnet.DotnetSdk;
import dev.buildserver.testing.dotnet.TestKit;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** An agent's execution side over a real SDK, without a server. */
final class Bench {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** As {@code buildserver.agent.execution.losing-window} has it. */
    private static final int LOSING_WINDOW = 20;

    private static final Map<Boolean, Sandbox> SANDBOXES = new ConcurrentHashMap<>();

    final Path work;
    final DotnetSdk sdk = DotnetSdk.find();
    final RecordedReport report = new RecordedReport();
    final ManualStop stop = new ManualStop();
    private final BuildCaches caches;
    private final JsonHttp http = TestHttp.create();
    private final TestTasks tasks = new TestTasks();
    private final DotnetBuild build;
    private final WholeBuilds whole;
    private final InstantSource clock = () -> Instant.now().plus(ahead());
    private Duration ahead = Duration.ZERO;
    private String cacheUrl;

    Bench(Path work) throws IOException, InterruptedException {
        this(work, true);
    }

    /**
     * @param sandboxed whether the machine can make sandboxes
     */
    Bench(Path work, boolean sandboxed) throws IOException, InterruptedException {
        this(work, sandboxed, Path.of("target/nuget-packages"));
    }

    /**
     * @param packages folder of NuGet packages
     */
    Bench(Path work, boolean sandboxed, Path packages) throws IOException, InterruptedException {
        this.work = work;
        Path kit = Files.createDirectories(Path.of("target/testkit"));
        ToolchainSettings settings =
                new ToolchainSettings(
                        Optional.of(sdk.root()),
                        Optional.of(TestKit.nugetConfig(sdk, REPOSITORY, kit)),
                        work,
                        0,
                        1,
                        Map.of());
        Toolchain toolchain = new Toolchain(settings, sdk.environment());
        ExecutionConfig config = config(packages);
        Enclosures enclosures = new Enclosures(sandbox(sandboxed), toolchain);
        this.caches = new BuildCaches(settings, config, http, tasks, new PendingUploads(), clock);
        this.whole =
                new WholeBuilds(
                        caches,
                        new MachineFacts(toolchain, settings, enclosures, config, clock),
                        WireJson.mapper());
        Preparation preparation =
                new Preparation(
                        toolchain,
                        settings,
                        new PackageSupplies(config, settings, http, tasks),
                        enclosures);
        this.build =
                new DotnetBuild(
                        preparation,
                        caches,
                        new Shadows(
                                preparation,
                                caches,
                                config,
                                config(
                                        VerificationConfig.class,
                                        Map.of("buildserver.agent.verification.share", "0")),
                                new SecureRandom(),
                                clock),
                        whole,
                        config,
                        clock);
    }

    // All of one kind share one: it lists the machine, as each agent does once.
    private static Sandbox sandbox(boolean sandboxed) {
        return SANDBOXES.computeIfAbsent(
                sandboxed,
                with -> {
                    try {
                        return new Sandbox(
                                Optional.of(Bubblewrap.find(with ? System.getenv() : Map.of())),
                                SandboxFiles.write(Path.of("target/sandbox").toAbsolutePath()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static ExecutionConfig config(Path packages) {
        return config(
                ExecutionConfig.class,
                Map.of(
                        "buildserver.agent.execution.packages-folder",
                        packages.toAbsolutePath().toString()));
    }

    private static <T> T config(Class<T> mapping, Map<String, String> values) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping);
        values.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(mapping);
    }

    /** From now on there is a cache service. */
    Bench with(String cacheServiceUrl) {
        cacheUrl = cacheServiceUrl;
        return this;
    }

    private synchronized Duration ahead() {
        return ahead;
    }

    /** It is that much later than it is. */
    synchronized void ahead(Duration by) {
        ahead = by;
    }

    /** A copy of a sample. */
    Path sample(String name) {
        return sample(name, "src-" + name);
    }

    /** A copy of a sample in a folder of that name. */
    Path sample(String name, String folder) {
        return copy(REPOSITORY.resolve("samples").resolve(name), work.resolve(folder));
    }

    /** How often projects were verified. */
    Map<String, Integer> verified(JobOptions options) {
        BuildContext context = context(work, options.job(), BuildStrategy.CACHED, false);
        return caches.ledger(context.lease()).verified();
    }

    /** Makes a project one for which the cache takes more than it saves. */
    void loses(JobOptions options, String project) {
        BuildContext context = context(work, options.job(), BuildStrategy.CACHED, false);
        ProjectReport loss =
                new ProjectReport(project, CacheOutcome.MISS, null, List.of(), 0, 0, 1000);
        for (int i = 0; i < LOSING_WINDOW; i++) {
            caches.ledger(context.lease()).built(List.of(loss));
        }
    }

    ExecutionResult run(Path source, JobOptions options) throws InterruptedException {
        return run(source, options, BuildStrategy.CLEAN, false);
    }

    ExecutionResult run(Path source, JobOptions options, BuildStrategy strategy, boolean warm)
            throws InterruptedException {
        return build.run(context(source, options.job(), strategy, warm));
    }

    /** What is known of a build before anything of the source is there but its ids. */
    Optional<ExecutionResult> known(Revision revision, JobOptions options) throws IOException {
        Path nowhere = work.resolve("nowhere");
        return whole.find(context(nowhere, options.job(), BuildStrategy.CACHED, false, revision));
    }

    ExecutionResult run(Path source, JobOptions options, BuildStrategy strategy, Revision revision)
            throws InterruptedException {
        return build.run(context(source, options.job(), strategy, false, revision));
    }

    /** A build with the cache of a source that is on disk when something needs it there. */
    ExecutionResult run(Path source, JobOptions options, Checkout checkout)
            throws InterruptedException {
        BuildContext known = context(source, options.job(), BuildStrategy.CACHED, false);
        return build.run(
                new BuildContext(
                        known.lease(),
                        known.revision(),
                        known.cacheUrl(),
                        source,
                        known.scratch(),
                        checkout,
                        false,
                        report,
                        stop));
    }

    BuildContext context(Path source, BuildJob job, BuildStrategy strategy, boolean warm) {
        return context(source, job, strategy, warm, new Revision("c0ffee", "main", "7ee", ""));
    }

    private BuildContext context(
            Path source, BuildJob job, BuildStrategy strategy, boolean warm, Revision revision) {
        UUID attempt = UUID.randomUUID();
        Lease lease =
                new Lease(
                        attempt,
                        "token",
                        1,
                        UUID.randomUUID(),
                        1,
                        1,
                        "acme",
                        job,
                        strategy,
                        Duration.ofMinutes(10),
                        null,
                        true);
        return new BuildContext(
                lease,
                revision,
                cacheUrl,
                source,
                work.resolve("scratch-" + attempt),
                Checkout.of(source, revision.commit()),
                warm,
                report,
                stop);
    }

    /** The framework of apps that the samples choose for this SDK. */
    String appFramework() {
        int major = sdk.newestMajor();
        return major < 5 ? "netcoreapp3.1" : "net" + major + ".0";
    }

    Path output(ExecutionResult result, String path) {
        return result.outputs().stream()
                .filter(output -> output.path().equals(path))
                .map(OutputFile::file)
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not in " + result.outputs()));
    }

    static Path copy(Path from, Path to) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
