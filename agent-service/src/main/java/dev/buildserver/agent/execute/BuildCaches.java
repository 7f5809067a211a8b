package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.remote.RemoteCache;
import dev.buildserver.agent.cached.remote.SharedCache;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.store.DiskSpace;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.log.LogLevel;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The caches of what was built; tenants share none. */
@Singleton
class BuildCaches {
    private static final int SCOPE = 24;

    /** How many attempts are remembered: more than run at the same time. */
    private static final int ATTEMPTS = 256;

    private final Path folder;
    private final ExecutionConfig config;
    private final JsonHttp http;
    private final Tasks tasks;
    private final DiskSpace space;
    private final InstantSource clock;

    /** A service that did not answer is not asked again by the same attempt. */
    private final Map<UUID, CacheLevel> attempts =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<UUID, CacheLevel> eldest) {
                            return size() > ATTEMPTS;
                        }
                    });

    BuildCaches(
            ToolchainSettings settings,
            ExecutionConfig config,
            JsonHttp http,
            Tasks tasks,
            InstantSource clock) {
        this.config = config;
        this.http = http;
        this.tasks = tasks;
        this.folder = settings.workDir().toAbsolutePath().resolve("build-cache");
        this.space = new DiskSpace(folder, config.maxBuildCache().asLongValue());
        this.clock = clock;
    }

    /** The cache that an attempt may use. */
    CacheLevel of(BuildContext context) {
        Lease lease = context.lease();
        DiskCache disk = new DiskCache(folder(lease), scopes(lease), space, clock);
        if (context.cacheUrl() == null) {
            return disk;
        }
        return attempts.computeIfAbsent(lease.attemptUid(), attempt -> shared(disk, context));
    }

    private CacheLevel shared(DiskCache disk, BuildContext context) {
        Lease lease = context.lease();
        return new SharedCache(
                disk,
                new RemoteCache(new LeaseCacheCalls(http, context.cacheUrl(), lease, config)),
                context.scratch().resolve("cache"),
                upload -> tasks.start("cache-upload", upload),
                trouble -> context.report().log(LogLevel.WARN, trouble));
    }

    /** What is known of earlier keys. */
    KeyHistory history(Lease lease) {
        return new KeyHistory(folder(lease).resolve("keys"));
    }

    // Who can't push to a project must not be able to give its builds outputs: a ref that is not
    // trusted, such as that of a pull request, has a scope of its own, which nobody else reads.
    private static List<String> scopes(Lease lease) {
        String project = lease.job().projectName();
        String ref = lease.job().gitRef();
        String shared = "project-" + Sha256.of(project).substring(0, SCOPE);
        return lease.trusted()
                ? List.of(shared)
                : List.of("ref-" + Sha256.of(project + " " + ref).substring(0, SCOPE), shared);
    }

    private Path folder(Lease lease) {
        String tenant = lease.tenant() == null ? "default" : lease.tenant();
        String name = TreePath.encode(tenant).replace("/", "%2F").replace(".", "%2E");
        return folder.resolve(name);
    }
}
