package dev.buildserver.agent.fetch;

import dev.buildserver.agent.claim.AttemptStop;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.sandbox.SandboxFiles;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.testing.RecordedReport;
import dev.buildserver.agent.testing.TestTasks;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.support.json.WireJson;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** The parts of fetching, wired as in the agent. */
final class FetchFixture implements AutoCloseable {
    final RecordedReport report = new RecordedReport();
    final AttemptStop stop = new AttemptStop();
    final SourceFetch fetch;
    final Workspaces workspaces;
    final WarmTrees warmTrees;
    final Path workDir;
    final Removals removals = new Removals();
    private final TestTasks tasks = new TestTasks();
    private final Sdks toolchain;

    FetchFixture(Path workDir, Map<String, String> settings) throws IOException {
        this.workDir = Files.createDirectories(workDir);
        // Not in the work folder: the test removes that while JGit may still measure.
        IsolatedGit.install(Path.of(System.getProperty("java.io.tmpdir")));
        Map<String, String> all = new HashMap<>();
        all.put("buildserver.agent.work-dir", workDir.toString());
        all.put("buildserver.agent.orchestrator-url", "http://127.0.0.1:1");
        all.put("buildserver.agent.token-file", "token");
        all.put("buildserver.repositories.allow-loopback", "true");
        all.putAll(settings);
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(FetchConfig.class)
                        .withMapping(AgentConfig.class)
                        .withMapping(RepositoriesConfig.class)
                        .withConverter(
                                io.quarkus.runtime.configuration.MemorySize.class,
                                100,
                                new io.quarkus.runtime.configuration.MemorySizeConverter())
                        .withDefaultValues(all)
                        .build();
        FetchConfig fetchConfig = config.getConfigMapping(FetchConfig.class);
        AllowedHosts hosts =
                new AllowedHosts(config.getConfigMapping(RepositoriesConfig.class).policy());
        GitCredentials credentials =
                new GitCredentials(fetchConfig.gitCredentialsFile(), WireJson.mapper());
        toolchain = new Sdks(workDir);
        warmTrees =
                new WarmTrees(
                        fetchConfig,
                        config.getConfigMapping(AgentConfig.class),
                        WireJson.mapper(),
                        toolchain,
                        new Sandbox(
                                Optional.empty(),
                                SandboxFiles.write(workDir.resolve("sandbox").toAbsolutePath())));
        workspaces = new Workspaces(fetchConfig, warmTrees, removals);
        fetch =
                new SourceFetch(
                        new GitTransports(hosts, credentials, fetchConfig),
                        fetchConfig,
                        tasks,
                        time -> {});
    }

    /** The same folder with other settings; this one is closed. */
    FetchFixture with(Map<String, String> settings) throws IOException {
        close();
        return new FetchFixture(workDir, settings);
    }

    void installSdk(String version) {
        toolchain.sdks = List.of(version);
    }

    Source fetch(Workspace workspace, Lease lease) throws Exception {
        return fetch.fetch(workspace, lease.job(), Shortcut.NONE, report, stop);
    }

    @Override
    public void close() {
        tasks.close();
    }

    /** Removes at once what a workspace leaves, unless told to wait. */
    static final class Removals implements Tasks {
        private final List<FutureTask<?>> waiting = new ArrayList<>();
        private boolean held;

        void hold() {
            held = true;
        }

        void goOn() {
            held = false;
            waiting.forEach(FutureTask::run);
            waiting.clear();
        }

        @Override
        public <T> Future<T> start(String name, Callable<T> task) {
            FutureTask<T> removal = new FutureTask<>(task);
            waiting.add(removal);
            if (!held) {
                goOn();
            }
            return removal;
        }

        @Override
        public Future<?> later(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Sdks extends Toolchain {
        private volatile List<String> sdks = List.of("8.0.100");

        private Sdks(Path workDir) {
            super(
                    new ToolchainSettings(
                            Optional.empty(), Optional.empty(), workDir, 0, 1, Map.of()),
                    Map.of());
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities("Linux", "x64", sdks, List.of(), 1, 1, 1, Map.of());
        }
    }
}
