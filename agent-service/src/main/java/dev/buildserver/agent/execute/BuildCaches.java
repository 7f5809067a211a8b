package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.Lease;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;

/** The caches of what was built; tenants share none. */
@Singleton
class BuildCaches {
    private final Path folder;
    private final InstantSource clock;

    BuildCaches(ToolchainSettings settings, InstantSource clock) {
        this.folder = settings.workDir().toAbsolutePath().resolve("build-cache");
        this.clock = clock;
    }

    /** The cache that the lease's build may use. */
    CacheLevel of(Lease lease) {
        return new DiskCache(folder(lease), clock);
    }

    /** What is known of earlier keys. */
    KeyHistory history(Lease lease) {
        return new KeyHistory(folder(lease).resolve("keys"));
    }

    private Path folder(Lease lease) {
        String tenant = lease.tenant() == null ? "default" : lease.tenant();
        String name = TreePath.encode(tenant).replace("/", "%2F").replace(".", "%2E");
        return folder.resolve(name);
    }
}
