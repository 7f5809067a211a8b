package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The agent's own copy of a repository, which no build sees: commits of different builds have most
 * files in common, and a fetch into it brings only the others. Held by one attempt at a time, and
 * only while that fetches.
 */
final class Mirror implements AutoCloseable {
    /** Each fetch brings one. With more of them a look-up takes longer than a fetch of all. */
    private static final int MOST_PACKS = 32;

    /** A file whose time tells when it was used last. */
    private static final String USED = "used";

    private final Path folder;
    private final Repository repository;
    private final boolean made;
    private final Runnable release;
    private boolean spoilt;

    private Mirror(Path folder, boolean made, Repository repository, Runnable release) {
        this.folder = folder;
        this.made = made;
        this.repository = repository;
        this.release = release;
    }

    /**
     * @param release called when it is no longer held
     */
    static Mirror open(Path folder, Runnable release) throws IOException {
        if (packs(folder) > MOST_PACKS) {
            FolderRemoval.remove(folder);
        }
        boolean made = !Files.isDirectory(folder.resolve(Constants.OBJECTS));
        Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
        if (made) {
            FolderRemoval.remove(folder);
            repository.create(true);
        }
        Files.write(folder.resolve(USED), new byte[0]);
        return new Mirror(folder, made, repository, release);
    }

    /** Whether it was not there before. */
    boolean isNew() {
        return made;
    }

    Repository repository() {
        return repository;
    }

    /** Whether it holds the commit as a fetch of nothing else would have brought it. */
    boolean isShallow(ObjectId commit) throws IOException {
        try (RevWalk commits = new RevWalk(repository)) {
            return repository.getObjectDatabase().getShallowCommits().contains(commit)
                    || commits.parseCommit(commit).getParentCount() == 0;
        }
    }

    /**
     * Makes its objects available in another folder, whatever becomes of it. They are links: nobody
     * may write there.
     *
     * @param objects is made
     */
    void share(Path objects) throws IOException {
        Path packs = Files.createDirectories(objects.resolve(GitFolder.PACKS));
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(packFolder(folder), "*.{pack,idx}")) {
            for (Path file : files) {
                Files.createLink(packs.resolve(file.getFileName()), file);
            }
        }
    }

    /** Gives a repository the same state as after a fetch of nothing but that commit. */
    void settle(Repository other, RefFetch.Fetched fetched) throws IOException {
        if (repository.getObjectDatabase().getShallowCommits().contains(fetched.commit())) {
            other.getObjectDatabase().setShallowCommits(Set.of(fetched.commit()));
        }
        RefFetch.point(other, fetched);
    }

    /** Something is wrong with it: the next begins anew. */
    void spoil() {
        spoilt = true;
    }

    @Override
    public void close() {
        repository.close();
        if (spoilt) {
            FolderRemoval.remove(folder);
        }
        release.run();
    }

    /** When the mirror in a folder was used last, to be compared; 0 where none is. */
    static long lastUse(Path folder) {
        return folder.resolve(USED).toFile().lastModified();
    }

    private static int packs(Path folder) throws IOException {
        int packs = 0;
        if (Files.isDirectory(packFolder(folder))) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(packFolder(folder), "*.pack")) {
                for (Path ignored : files) {
                    packs++;
                }
            }
        }
        return packs;
    }

    private static Path packFolder(Path folder) {
        return folder.resolve(Constants.OBJECTS).resolve(GitFolder.PACKS);
    }
}
