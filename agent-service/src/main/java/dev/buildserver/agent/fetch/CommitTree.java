package dev.buildserver.agent.fetch;

import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/**
 * What a checkout of a commit would write, told from Git's objects: only contents that this agent
 * has not seen before are read.
 */
final class CommitTree {
    /** All of one tree must fit into what is remembered, or each build would read all of it. */
    private static final int MOST_FILES = BlobHashes.MOST / 2;

    private static final int MOST_LINK_BYTES = 4096;

    private final Repository repository;
    private final BlobHashes hashes;
    private final FetchWatch watch;
    private final Map<String, String> contents = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, ObjectId> blobs = new HashMap<>();

    CommitTree(Repository repository, BlobHashes hashes, FetchWatch watch) {
        this.repository = repository;
        this.hashes = hashes;
        this.watch = watch;
    }

    /**
     * Reads it.
     *
     * @return whether all is known; false where only a checkout shows what it writes, as with
     *     submodules, filters, pointers of Git LFS and names that are not plain
     */
    boolean read(ObjectId commit) throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk files = new TreeWalk(repository)) {
            files.setOperationType(OperationType.CHECKOUT_OP);
            files.setAttributesNodeProvider(repository.createAttributesNodeProvider());
            files.addTree(commits.parseCommit(commit).getTree());
            files.setRecursive(true);
            ObjectChecker checker = new ObjectChecker();
            while (files.next()) {
                watch.throwIfCancelled();
                String path = files.getPathString();
                boolean plain = path.equals(TreePath.encode(files.getRawPath()));
                if (!plain || contents.size() + links.size() >= MOST_FILES) {
                    return false;
                }
                checker.checkPath(files.getRawPath(), 0, files.getRawPath().length);
                if (!add(path, files)) {
                    return false;
                }
            }
            return true;
        } catch (CorruptObjectException e) {
            // The checkout will say best what is wrong.
            return false;
        }
    }

    /**
     * The tree.
     *
     * @param root where Git's own folder is
     */
    Tree tree(Path root, ObjectId commit) throws IOException {
        return Tree.known(root, commit.name(), contents, links);
    }

    /** Plain files, with their blobs. */
    Map<String, ObjectId> blobs() {
        return blobs;
    }

    private boolean add(String path, TreeWalk files) throws IOException {
        FileMode mode = files.getFileMode(0);
        ObjectId blob = files.getObjectId(0);
        if (mode == FileMode.SYMLINK) {
            byte[] target = files.getObjectReader().open(blob).getBytes(MOST_LINK_BYTES);
            links.put(path, new String(target, StandardCharsets.UTF_8));
            return TreePath.encode(target).equals(links.get(path));
        }
        boolean program = mode == FileMode.EXECUTABLE_FILE;
        if (!program && mode != FileMode.REGULAR_FILE
                || files.getSmudgeCommand(0) != null) {
            return false;
        }
        EolStreamType ends = files.getEolStreamType(OperationType.CHECKOUT_OP);
        Optional<String> sha256 = sha256(new BlobHashes.Written(blob, ends), files);
        sha256.ifPresent(known -> contents.put(path, known + (program ? "x" : "")));
        if (ends == EolStreamType.DIRECT) {
            blobs.put(path, blob);
        }
        return sha256.isPresent();
    }

    // Empty for a pointer of Git LFS.
    private Optional<String> sha256(BlobHashes.Written file, TreeWalk files) throws IOException {
        String known = hashes.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        ObjectLoader content = files.getObjectReader().open(file.blob(), Constants.OBJ_BLOB);
        if (LfsPointers.isPointer(content)) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.digest();
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        try (OutputStream converting = EolStreamTypeUtil.wrapOutputStream(out, file.ends())) {
            content.copyTo(converting);
        }
        String sha256 = Sha256.text(digest);
        hashes.put(file, sha256);
        return Optional.of(sha256);
    }
}
