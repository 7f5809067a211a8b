package dev.buildserver.benchmarks.proof.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository to which trees are committed, each as the next commit of its one branch. */
public final class ServedRepository implements AutoCloseable {
    /** The branch to which all is committed. */
    public static final String BRANCH_NAME = "main";

    private static final String BRANCH = Constants.R_HEADS + BRANCH_NAME;
    private static final PersonIdent SOMEBODY =
            new PersonIdent("Somebody", "somebody@example.com", Instant.EPOCH, ZoneOffset.UTC);

    private final Path folder;
    private final Repository git;

    private ServedRepository(Path folder, Repository git) {
        this.folder = folder;
        this.git = git;
    }

    /**
     * Makes an empty one.
     *
     * @param folder must not exist
     */
    public static ServedRepository create(Path folder) throws IOException {
        Repository git = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
        git.create(true);
        git.updateRef(Constants.HEAD).link(BRANCH);
        return new ServedRepository(folder, git);
    }

    public String url() {
        return folder.toUri().toString().replaceFirst("/$", "");
    }

    /**
     * Makes the tree the branch's newest commit, also where nothing differs.
     *
     * @return the commit's full id
     */
    public String commit(SourceTree tree, String message) throws IOException {
        try (ObjectInserter inserter = git.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(write(tree, inserter));
            commit.setAuthor(SOMEBODY);
            commit.setCommitter(SOMEBODY);
            commit.setMessage(message);
            ObjectId parent = git.resolve(BRANCH);
            if (parent != null) {
                commit.setParentId(parent);
            }
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = git.updateRef(BRANCH);
            update.setNewObjectId(id);
            update.forceUpdate();
            return id.name();
        }
    }

    @Override
    public void close() {
        git.close();
    }

    private static ObjectId write(SourceTree tree, ObjectInserter inserter) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        for (Map.Entry<String, SourceFile> file : tree.files().entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(mode(file.getValue().kind()));
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue().content()));
            builder.add(entry);
        }
        builder.finish();
        return index.writeTree(inserter);
    }

    private static FileMode mode(SourceFile.Kind kind) {
        return switch (kind) {
            case FILE -> FileMode.REGULAR_FILE;
            case PROGRAM -> FileMode.EXECUTABLE_FILE;
            case LINK -> FileMode.SYMLINK;
        };
    }
}
