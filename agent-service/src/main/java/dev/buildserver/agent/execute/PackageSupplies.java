package dev.buildserver.agent.execute;

import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.agent.packages.LocalPackages;
import dev.buildserver.agent.packages.OwnFeeds;
import dev.buildserver.agent.packages.PackageFeed;
import dev.buildserver.agent.packages.PackageFolder;
import dev.buildserver.agent.packages.PackageSupply;
import dev.buildserver.agent.packages.SharedPackages;
import dev.buildserver.agent.packages.SharedPackages.View;
import dev.buildserver.agent.sandbox.Mount;
import dev.buildserver.agent.sandbox.SandboxPlan;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.log.LogLevel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where attempts get packages from, and where they put them. */
@Singleton
class PackageSupplies {
    private final ExecutionConfig config;

    private final ToolchainSettings settings;
    private final JsonHttp http;
    private final Tasks tasks;

    PackageSupplies(
            ExecutionConfig config, ToolchainSettings settings, JsonHttp http, Tasks tasks) {
        this.config = config;
        this.settings = settings;
        this.http = http;
        this.tasks = tasks;
    }

    /**
     * Packages of an attempt.
     *
     * @param folder where its restore writes
     * @param mounts what a sandbox has to show besides
     */
    record Packages(PackageSupply supply, Path folder, List<Mount> mounts) {}

    /**
     * Of an attempt that restores into the shared folder itself; where the source has packages of
     * its own, into one that goes with it.
     *
     * @param source on disk
     * @param sandboxed whether the attempt runs in a sandbox
     */
    Packages open(BuildContext context, Path source, Path scratch, boolean sandboxed)
            throws IOException {
        if (OwnFeeds.of(source).isEmpty()) {
            return shared(context, source);
        }
        return sandboxed
                ? apart(context, source, scratch)
                : new Packages(
                        supply(context, source, shared(context.lease()), View.SHARED),
                        own(scratch),
                        List.of());
    }

    private Packages shared(BuildContext context, Path source) throws IOException {
        Path shared = shared(context.lease());
        return new Packages(supply(context, source, shared, View.SHARED), shared, List.of());
    }

    /**
     * Of an attempt whose outputs are kept for others: it sees the shared packages and can't change
     * them; what it restores besides goes into a folder of its own, and with it.
     */
    Packages closed(BuildContext context, Path source, Path scratch) throws IOException {
        if (context.cacheUrl() == null) {
            return shared(context, source);
        }
        return apart(context, source, scratch);
    }

    private Packages apart(BuildContext context, Path source, Path scratch) throws IOException {
        Path shared = shared(context.lease());
        Path own = own(scratch);
        return new Packages(
                supply(context, source, shared, new View(own, SandboxPlan.SHARED_PACKAGES)),
                own,
                List.of(Mount.readOnly(shared, SandboxPlan.SHARED_PACKAGES)));
    }

    private static Path own(Path scratch) throws IOException {
        return Files.createDirectories(scratch.resolve("restored"));
    }

    private PackageSupply supply(BuildContext context, Path source, Path shared, View view) {
        PackageFolder kept = new PackageFolder(shared);
        if (context.cacheUrl() == null) {
            return new LocalPackages(kept);
        }
        Lease lease = context.lease();
        PackageFeed feed =
                new PackageFeed(
                        http,
                        context.cacheUrl(),
                        new Credential(lease.leaseToken(), lease.traceParent()),
                        config.cacheTimeout(),
                        config.cacheTransferTimeout());
        return new SharedPackages(
                source,
                kept,
                view,
                feed,
                tasks,
                trouble -> context.report().log(LogLevel.WARN, trouble));
    }

    // Builds without the cache may write into this folder, so neither tenants nor levels of trust
    // share one.
    private Path shared(Lease lease) throws IOException {
        Path root = config.packagesFolder().orElse(settings.workDir().resolve("packages"));
        String tenant =
                lease.tenant() == null ? "" : lease.tenant().replaceAll("[^A-Za-z0-9_-]", "_");
        Path folder =
                root.toAbsolutePath()
                        .resolve(tenant.isEmpty() ? "default" : tenant)
                        .resolve(lease.trusted() ? "trusted" : "untrusted");
        return Files.createDirectories(folder).toRealPath();
    }
}
