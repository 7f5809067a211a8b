package dev.buildserver.agent.fetch;

import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.agent.Lease;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The folders in which attempts work, all below one that belongs to this agent alone. */
@Singleton
public class Workspaces {
    private static final Logger LOG = Logger.getLogger(Workspaces.class);

    private static final int BEFORE_WORK = 1;

    private final Path root;
    private final Path attempts;
    private final WarmTrees warmTrees;
    private final Tasks tasks;
    private final Set<Future<?>> removals = ConcurrentHashMap.newKeySet();
    private FileLock lock;

    Workspaces(FetchConfig config, WarmTrees warmTrees, Tasks tasks) {
        this.root = config.workDir().toAbsolutePath().normalize();
        this.attempts = attempts(root);
        this.warmTrees = warmTrees;
        this.tasks = tasks;
    }

    /** What lies in it belongs to attempts that run or to nobody. */
    static Path attempts(Path root) {
        return root.resolve("attempts");
    }

    /** Takes the folder, and removes what an agent that was killed left in it. */
    void takeOver(@Observes @Priority(BEFORE_WORK) StartupEvent started) throws IOException {
        Files.createDirectories(root);
        try {
            lock =
                    FileChannel.open(
                                    root.resolve("agent.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE)
                            .tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IllegalStateException(
                    "buildserver.agent.work-dir " + root + " is in use by another agent");
        }
        IsolatedGit.install(root);
        if (!FolderRemoval.remove(attempts)) {
            LOG.warnf("Leftovers in %s can't be removed", attempts);
        }
        SpreadFolder.create(attempts);
    }

    /**
     * The workspace of an attempt. Clean builds too work in the project's warm tree, emptied first,
     * so that the next incremental build can go on from them.
     */
    public Workspace open(Lease lease) {
        // The random end of the id, and short: Windows tools still stumble over long paths.
        String uid = lease.attemptUid().toString();
        Path folder = attempts.resolve(uid.substring(uid.length() - 12));
        return new Workspace(
                folder, Mirrors.key(lease), warmTrees.reserve(lease), warmTrees, this::besides);
    }

    /** Waits until the folders of attempts that have ended are gone, unless that takes too long. */
    public void awaitRemovals(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Future<?> removal : removals) {
            try {
                removal.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf("Folders are left to the next start: %s", e);
            }
        }
    }

    private void besides(Runnable removal) {
        removals.removeIf(Future::isDone);
        removals.add(tasks.start("removal", removal));
    }
}
