package dev.buildserver.agent.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.agent.claim.WarmSources;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.domain.build.BuildStrategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The source trees that are kept from one incremental build to the next: one for each tenant,
 * project and repository, and for each ref that is not trusted; used by one attempt at a time.
 * Thread-safe.
 */
@Singleton
class WarmTrees implements WarmSources {
    private static final Logger LOG = Logger.getLogger(WarmTrees.class);
    private static final int MOST_KEYS = 16;

    private final Path root;
    private final FetchConfig.Warm limits;
    private final long minFreeDisk;
    private final ObjectMapper json;
    private final Toolchain toolchain;
    private final boolean caches;
    private final Set<String> inUse = new HashSet<>();

    WarmTrees(
            FetchConfig config,
            AgentConfig agent,
            ObjectMapper json,
            Toolchain toolchain,
            Sandbox sandbox) {
        this.root = config.workDir().toAbsolutePath().normalize().resolve("warm");
        this.limits = config.warm();
        this.minFreeDisk = agent.minFreeDisk().asLongValue();
        this.json = json;
        this.toolchain = toolchain;
        this.caches = sandbox.whyNotTraced().isEmpty();
    }

    /**
     * The tree for a lease, reserved for it; empty when another attempt uses it. What stands in it
     * may be used only if the tree says so, else it has to go.
     */
    synchronized Optional<WarmTree> reserve(Lease lease) {
        BuildJob job = lease.job();
        String key = WorkspaceKey.of(lease.tenant(), job, lease.trusted());
        // Keys are about fresh trees, and what cached builds leave is of no use to others. Where
        // there is no sandbox, such builds are incremental.
        boolean fresh = lease.strategy() == BuildStrategy.CACHED && caches;
        if (limits.maxCount() < 1 || fresh || !inUse.add(key)) {
            return Optional.empty();
        }
        Path folder = root.resolve(key);
        Optional<WarmMarker> marker =
                WarmMarker.take(folder, json)
                        .filter(m -> m.url().equals(job.repositoryUrl()))
                        .filter(m -> m.fullHistory() || !job.fullHistory())
                        .filter(m -> lease.strategy() != BuildStrategy.CLEAN);
        return Optional.of(new WarmTree(key, folder, marker, describe(lease)));
    }

    private WarmMarker describe(Lease lease) {
        BuildJob job = lease.job();
        return new WarmMarker(
                job.repositoryUrl(),
                job.fullHistory(),
                null,
                String.join(" ", toolchain.capabilities().sdkVersions()),
                BuildParameters.digest(job));
    }

    /**
     * Ends a reservation, at once.
     *
     * @param built commit of which all was compiled in the tree; empty: the tree is not kept
     * @param waste where a tree goes that is not kept
     */
    void release(WarmTree tree, Optional<String> built, Path waste) {
        boolean kept = built.isPresent() && write(tree, built.get());
        if (!kept) {
            FolderRemoval.moveAway(tree.folder(), waste);
        }
        synchronized (this) {
            inUse.remove(tree.key());
        }
    }

    /** Removes the oldest trees beyond the limits; takes as long as it takes to measure them. */
    void keepWithinLimits() {
        shrink(limits.maxCount(), limits.maxSize().asLongValue());
    }

    @Override
    public void relieveDisk() {
        long free = root.getParent().toFile().getUsableSpace();
        if (free < minFreeDisk) {
            shrink(0, 0);
        }
    }

    @Override
    public List<String> keys() {
        return newestFirst().stream()
                .filter(WarmMarker::isIn)
                .map(folder -> folder.getFileName().toString())
                .limit(MOST_KEYS)
                .toList();
    }

    private boolean write(WarmTree tree, String commit) {
        WarmMarker now = tree.now();
        try {
            new WarmMarker(now.url(), now.fullHistory(), commit, now.sdks(), now.parameters())
                    .write(tree.folder(), json);
            return true;
        } catch (IOException e) {
            LOG.warnf("A workspace can't be kept: %s", e.getMessage());
            return false;
        }
    }

    private void shrink(int maxCount, long maxBytes) {
        int count = 0;
        long bytes = 0;
        for (Path folder : newestFirst()) {
            count++;
            bytes += count <= maxCount ? FolderSize.of(folder) : 0;
            if (count > maxCount || bytes > maxBytes) {
                remove(folder);
            }
        }
    }

    private void remove(Path folder) {
        Path waste = Workspaces.attempts(root.getParent()).resolve("warm-" + folder.getFileName());
        synchronized (this) {
            if (inUse.contains(folder.getFileName().toString())) {
                return;
            }
            LOG.infof("Removing the warm workspace %s", folder.getFileName());
            FolderRemoval.moveAway(folder, waste);
        }
        FolderRemoval.remove(waste);
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted(Comparator.comparing(WarmTrees::lastChange).reversed()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A marker comes and goes with each use, which changes the time of its folder. */
    private static long lastChange(Path folder) {
        return folder.toFile().lastModified();
    }
}
