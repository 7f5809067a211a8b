package dev.buildserver.agent.fetch;

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
import org.jboss.logging.Logger;

/** The folders in which attempts work, all below one that belongs to this agent alone. */
@Singleton
public class Workspaces {
    private static final Logger LOG = Logger.getLogger(Workspaces.class);

    private static final int BEFORE_WORK = 1;

    private final Path root;
    private final Path attempts;
    private final WarmTrees warmTrees;
    private FileLock lock;

    Workspaces(FetchConfig config, WarmTrees warmTrees) {
        this.root = config.workDir().toAbsolutePath().normalize();
        this.attempts = root.resolve("attempts");
        this.warmTrees = warmTrees;
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
    }

    /**
     * The workspace of an attempt. Clean builds too work in the project's warm tree, emptied first,
     * so that the next incremental build can go on from them.
     */
    public Workspace open(Lease lease) {
        // The random end of the id, and short: Windows tools still stumble over long paths.
        String uid = lease.attemptUid().toString();
        Path folder = attempts.resolve(uid.substring(uid.length() - 12));
        return new Workspace(folder, warmTrees.reserve(lease), warmTrees);
    }
}
