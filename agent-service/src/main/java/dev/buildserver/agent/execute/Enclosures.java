package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.execute.PackageSupplies.Packages;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.sandbox.LibraryFolders;
import dev.buildserver.agent.sandbox.Mount;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.sandbox.SandboxEnvironment;
import dev.buildserver.agent.sandbox.SandboxPlan;
import dev.buildserver.agent.toolchain.DotnetInstallation;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildStrategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides where an attempt's processes run. */
@Singleton
class Enclosures {
    /** Places inside of what only the agent needs. */
    static final String SCRATCH = "/agent";

    static final String SOCKETS = "/sockets";

    /**
     * How to reach feeds, and whom to trust there. Also where there is no network: what a build
     * sees in its environment is the same in all strategies.
     */
    private static final Set<String> REACH =
            Set.of(
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR");

    private static final List<String> TOOL_MANIFESTS =
            List.of(".config/dotnet-tools.json", "dotnet-tools.json");

    private final Sandbox sandbox;
    private final Toolchain toolchain;

    Enclosures(Sandbox sandbox, Toolchain toolchain) {
        this.sandbox = sandbox;
        this.toolchain = toolchain;
    }

    /** Why the job can't be built with the cache here; empty where it can, or need not. */
    Optional<String> whyNotCached(BuildContext context, Path source) {
        return context.lease().strategy() == BuildStrategy.CACHED
                ? whyNotClosed(context, source)
                : Optional.empty();
    }

    private Optional<String> whyNotClosed(BuildContext context, Path source) {
        return TOOL_MANIFESTS.stream().map(source::resolve).anyMatch(Files::exists)
                ? Optional.of("the source has a manifest of local tools")
                : whyNotCached(context.lease().job());
    }

    /** The same as far as it can be told without the source. */
    Optional<String> whyNotCached(BuildJob job) {
        if (job.targetFramework() != null || job.runtimeIdentifier() != null) {
            return Optional.of("the job narrows the build to a target framework or a runtime");
        }
        return sandbox.whyNotTraced();
    }

    /**
     * Whether the attempt runs in a sandbox, whatever its strategy: outputs tell where they were
     * built, and those of one strategy are to be those of all.
     */
    boolean isClosed(BuildContext context, Path source) {
        return whyNotClosed(context, source).isEmpty();
    }

    /** A sandbox for the attempt, in which nothing but the network is different elsewhere. */
    Enclosure.Closed closed(
            BuildContext context,
            Path source,
            Path scratch,
            Path temp,
            DotnetInstallation dotnet,
            Packages packages)
            throws AttemptEnded, IOException {
        Path home = scratch.resolve("home");
        List<Mount> mounts = new ArrayList<>();
        mounts.addAll(LocalFeeds.move(home));
        mounts.addAll(packages.mounts());
        mounts.add(Mount.writable(scratch, SCRATCH));
        mounts.add(Mount.writable(temp, SOCKETS));
        SandboxPlan machine =
                machine(
                        context.lease().job().environment(),
                        source,
                        home,
                        packages.folder(),
                        dotnet);
        return new Enclosure.Closed(sandbox, machine.with(mounts), sandbox.image(machine));
    }

    /**
     * What a sandbox for a job would show, and its variables, as lines of a key.
     *
     * @throws AttemptEnded the job's variables are none
     */
    List<String> identity(BuildJob job, DotnetInstallation dotnet)
            throws AttemptEnded, IOException {
        SandboxPlan machine = machine(job.environment(), dotnet);
        List<String> lines = new ArrayList<>(List.of(KeyText.of("image", sandbox.image(machine))));
        machine.environment().forEach((name, value) -> lines.add(KeyText.of("env", name, value)));
        return lines;
    }

    /** Names what sandboxes show of this machine, which takes seconds the first time. */
    void acquaint(DotnetInstallation dotnet) throws AttemptEnded, IOException {
        if (sandbox.whyNotTraced().isEmpty()) {
            sandbox.image(machine(Map.of(), dotnet));
        }
    }

    private SandboxPlan machine(Map<String, String> requested, DotnetInstallation dotnet)
            throws AttemptEnded, IOException {
        // Folders that builds change are no part of its name.
        Path any = Path.of("/");
        return machine(requested, any, any, any, dotnet);
    }

    private SandboxPlan machine(
            Map<String, String> requested,
            Path source,
            Path home,
            Path packages,
            DotnetInstallation dotnet)
            throws AttemptEnded, IOException {
        LibraryFolders libraries =
                LibraryFolders.of(toolchain.environment().getOrDefault("LD_LIBRARY_PATH", ""));
        Map<String, String> environment = new TreeMap<>(toolchain.environment());
        environment.keySet().retainAll(REACH);
        BuildEnvironment.check(requested);
        environment.putAll(requested);
        environment.putAll(SandboxEnvironment.fixed());
        String invariant = toolchain.environment().get("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
        if (invariant != null) {
            environment.put("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", invariant);
        }
        if (!libraries.variable().isEmpty()) {
            environment.put("LD_LIBRARY_PATH", libraries.variable());
        }
        return new SandboxPlan(
                source,
                dotnet.root().toRealPath(),
                home,
                packages,
                libraries.mounts(),
                false,
                environment,
                Optional.empty());
    }
}
