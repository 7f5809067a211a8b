package dev.buildserver.agent.fetch;

import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.contract.agent.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The mirrors of one agent; those that were not used for the longest time go first. Thread-safe.
 */
final class Mirrors {
    private static final Logger LOG = Logger.getLogger(Mirrors.class);

    private final Path folder;
    private final long mostBytes;
    private final Consumer<Runnable> besides;
    private final Set<String> held = new HashSet<>();

    /**
     * @param mostBytes that they may take together; 0 for none
     * @param besides runs what nobody waits for
     */
    Mirrors(Path folder, long mostBytes, Consumer<Runnable> besides) {
        this.besides = besides;
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Neither tenants nor levels of trust share one. */
    static String key(Lease lease) {
        String tenant = lease.tenant() == null ? "" : lease.tenant();
        return Sha256.of(tenant + "\n" + lease.trusted() + "\n" + lease.job().repositoryUrl());
    }

    /**
     * The mirror of that key, to be closed.
     *
     * @return empty where another attempt holds it, or there can be none
     */
    Optional<Mirror> take(String key) {
        if (mostBytes == 0 || !hold(key)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            Mirror mirror = Mirror.open(folder.resolve(key), () -> release(key));
            if (mirror.isNew()) {
                besides.accept(this::keepWithinLimits);
            }
            taken = true;
            return Optional.of(mirror);
        } catch (IOException e) {
            LOG.warnf("There is no copy of a repository in %s: %s", folder, e.getMessage());
            return Optional.empty();
        } finally {
            if (!taken) {
                release(key);
            }
        }
    }

    // Removes others if there are too many; takes its time.
    private void keepWithinLimits() {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> oldest = all.sorted(Comparator.comparing(Mirror::lastUse)).toList();
            long bytes = 0;
            for (Path one : oldest) {
                bytes += FolderSize.of(one);
            }
            for (Path one : oldest) {
                String key = one.getFileName().toString();
                if (bytes > mostBytes && hold(key)) {
                    bytes -= FolderSize.of(one);
                    FolderRemoval.remove(one);
                    release(key);
                }
            }
        } catch (IOException e) {
            LOG.debugf("Copies of repositories can't be counted: %s", e);
        }
    }

    private synchronized boolean hold(String key) {
        return held.add(key);
    }

    private synchronized void release(String key) {
        held.remove(key);
    }
}
