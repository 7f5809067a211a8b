package dev.buildserver.agent.sandbox;

import dev.buildserver.agent.process.AttemptProcesses;
import dev.buildserver.agent.process.Command;
import dev.buildserver.agent.process.Exit;
import dev.buildserver.agent.trace.TraceFile;
import dev.buildserver.testing.dotnet.DotnetSdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folders for a sandbox, and the commands that run in it. The build brings bubblewrap along. */
public final class SandboxFixture implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMillis(400);
    private static final long MUCH = 16 << 20;

    private final DotnetSdk sdk = DotnetSdk.find();
    private final Path root;
    private final Sandbox sandbox;
    private final AttemptProcesses processes;
    private final List<String> lines = new ArrayList<>();
    private int traces;

    public SandboxFixture(Path folder) throws IOException {
        this.root = folder.toRealPath();
        for (String name : List.of("workspace", "home", "packages", "scratch")) {
            Files.createDirectories(root.resolve(name));
        }
        Bubblewrap bubblewrap = Bubblewrap.find(System.getenv());
        bubblewrap
                .whyNot()
                .ifPresent(
                        why -> {
                            throw new IllegalStateException("These tests need a sandbox: " + why);
                        });
        this.sandbox =
                new Sandbox(Optional.of(bubblewrap), SandboxFiles.write(root.resolve("sandbox")));
        this.processes =
                new AttemptProcesses(
                        root.resolve("scratch"), List.of(root.resolve("workspace")), GRACE, MUCH);
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public AttemptProcesses processes() {
        return processes;
    }

    public Path workspace() {
        return root.resolve("workspace");
    }

    /** Without network and without a trace. */
    public SandboxPlan plan() {
        LibraryFolders libraries =
                LibraryFolders.of(sdk.environment().getOrDefault("LD_LIBRARY_PATH", ""));
        Map<String, String> environment = new HashMap<>(SandboxEnvironment.fixed());
        environment.put("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        environment.put("LD_LIBRARY_PATH", libraries.variable());
        return new SandboxPlan(
                workspace(),
                sdk.root(),
                root.resolve("home"),
                root.resolve("packages"),
                libraries.mounts(),
                false,
                environment,
                Optional.empty());
    }

    /** The same plan with a new trace. */
    public SandboxPlan traced() throws IOException {
        return plan().tracedTo(TraceFile.create(root.resolve("trace-" + ++traces)));
    }

    /** Runs a script of the shell. */
    public Exit run(SandboxPlan plan, String script) throws IOException, InterruptedException {
        Command command = sandbox.wrap(plan, List.of("/bin/sh", "-c", script));
        lines.clear();
        return processes.run(command, lines::add, () -> {}, () -> false);
    }

    /** What the last one wrote. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        processes.close();
    }
}
