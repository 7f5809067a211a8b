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
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
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
    private final Map<String, BlobHashes.Written> files = new HashMap<>();

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
                TreeWalk walk = new TreeWalk(repository)) {
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.setAttributesNodeProvider(repository.createAttributesNodeProvider());
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setRecursive(true);
            ObjectChecker checker = new ObjectChecker();
            while (walk.next()) {
                watch.throwIfCancelled();
                String path = walk.getPathString();
                boolean plain = path.equals(TreePath.encode(walk.getRawPath()));
                if (!plain || contents.size() + links.size() >= MOST_FILES) {
                    return false;
                }
                checker.checkPath(walk.getRawPath(), 0, walk.getRawPath().length);
                if (!add(path, walk)) {
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

    /** Plain files by path. */
    Map<String, BlobHashes.Written> files() {
        return files;
    }

    /** Whether a link has one of these names. */
    boolean hasLink(Set<String> names) {
        return links.keySet().stream().anyMatch(path -> names.contains(TreePath.name(path)));
    }

    /** Writes a file as a checkout does. */
    static void write(ObjectReader objects, BlobHashes.Written file, OutputStream out)
            throws IOException {
        try (OutputStream converting = EolStreamTypeUtil.wrapOutputStream(out, file.ends())) {
            objects.open(file.blob(), Constants.OBJ_BLOB).copyTo(converting);
        }
    }

    private boolean add(String path, TreeWalk tree) throws IOException {
        FileMode mode = tree.getFileMode(0);
        ObjectId blob = tree.getObjectId(0);
        if (mode == FileMode.SYMLINK) {
            byte[] target = tree.getObjectReader().open(blob).getBytes(MOST_LINK_BYTES);
            links.put(path, new String(target, StandardCharsets.UTF_8));
            return TreePath.encode(target).equals(links.get(path));
        }
        boolean program = mode == FileMode.EXECUTABLE_FILE;
        if (!program && mode != FileMode.REGULAR_FILE || tree.getSmudgeCommand(0) != null) {
            return false;
        }
        EolStreamType ends = tree.getEolStreamType(OperationType.CHECKOUT_OP);
        BlobHashes.Written file = new BlobHashes.Written(blob, ends);
        Optional<String> sha256 = sha256(file, tree.getObjectReader());
        sha256.ifPresent(known -> contents.put(path, known + (program ? "x" : "")));
        files.put(path, file);
        return sha256.isPresent();
    }

    // Empty for a pointer of Git LFS.
    private Optional<String> sha256(BlobHashes.Written file, ObjectReader objects)
            throws IOException {
        String known = hashes.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        if (LfsPointers.isPointer(objects.open(file.blob(), Constants.OBJ_BLOB))) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.digest();
        write(objects, file, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        String sha256 = Sha256.text(digest);
        hashes.put(file, sha256);
        return Optional.of(sha256);
    }
}
