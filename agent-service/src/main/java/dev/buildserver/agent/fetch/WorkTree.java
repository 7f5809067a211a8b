package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathSuffixFilter;

/**
 * The files of a repository's work tree. Files that a checkout changes get the time of the checkout
 * and the others keep theirs: on that MSBuild's incremental build relies.
 */
final class WorkTree {
    private static final Set<String> OUTPUT_FOLDERS = Set.of("bin", "obj");
    private static final List<String> PROJECT_SUFFIXES = List.of(".csproj", ".fsproj", ".vbproj");

    private final Repository repository;
    private final FetchWatch watch;

    WorkTree(Repository repository, FetchWatch watch) {
        this.repository = repository;
        this.watch = watch;
    }

    /** Makes the tracked files those of the commit, whatever they were. */
    void checkOut(ObjectId commit) throws IOException {
        DirCache index = repository.lockDirCache();
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit parsed = walk.parseCommit(commit);
            if (!attributes(index).equals(attributes(parsed))) {
                // They say how all files are written; those of one content would stay as they were.
                index.clear();
            }
            DirCacheCheckout checkout = new DirCacheCheckout(repository, index, parsed.getTree());
            checkout.setFailOnConflict(false);
            checkout.setProgressMonitor(watch);
            if (!checkout.checkout()) {
                throw new IOException("files could not be replaced: " + checkout.getToBeDeleted());
            }
        } finally {
            index.unlock();
        }
        watch.throwIfCancelled();
    }

    private static Map<String, ObjectId> attributes(DirCache index) {
        Map<String, ObjectId> attributes = new HashMap<>();
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            String path = entry.getPathString();
            if (path.substring(path.lastIndexOf('/') + 1).equals(Constants.DOT_GIT_ATTRIBUTES)) {
                attributes.put(path, entry.getObjectId());
            }
        }
        return attributes;
    }

    private Map<String, ObjectId> attributes(RevCommit commit) throws IOException {
        Map<String, ObjectId> attributes = new HashMap<>();
        try (TreeWalk files = new TreeWalk(repository)) {
            files.addTree(commit.getTree());
            files.setRecursive(true);
            files.setFilter(PathSuffixFilter.create(Constants.DOT_GIT_ATTRIBUTES));
            while (files.next()) {
                if (files.getNameString().equals(Constants.DOT_GIT_ATTRIBUTES)) {
                    attributes.put(files.getPathString(), files.getObjectId(0));
                }
            }
        }
        return attributes;
    }

    /**
     * Removes every file that is not tracked, ignored ones included.
     *
     * @param keepOutputs whether {@code bin} and {@code obj} beside a tracked project stay
     */
    void clean(boolean keepOutputs) throws IOException {
        Tracked tracked = new Tracked(repository.readDirCache());
        clean(repository.getWorkTree().toPath(), "", tracked, keepOutputs);
    }

    private void clean(Path folder, String prefix, Tracked tracked, boolean keepOutputs)
            throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                String path = prefix + name;
                boolean ours = prefix.isEmpty() && name.equals(Constants.DOT_GIT);
                if (ours || tracked.leaves.contains(path)) {
                    continue;
                }
                boolean isFolder = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                boolean output =
                        OUTPUT_FOLDERS.contains(name) && tracked.projectFolders.contains(prefix);
                if (isFolder && tracked.folders.contains(path)) {
                    clean(child, path + "/", tracked, keepOutputs);
                } else if (!(isFolder && output && keepOutputs) && !FolderRemoval.remove(child)) {
                    throw new IOException(path + " can't be removed");
                }
            }
        }
    }

    /** Whether the tracked files are exactly those of the commit. */
    boolean isExactly(ObjectId commit) throws IOException {
        IndexDiff diff = new IndexDiff(repository, commit, new FileTreeIterator(repository));
        diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
        diff.diff();
        return diff.getAdded().isEmpty()
                && diff.getChanged().isEmpty()
                && diff.getRemoved().isEmpty()
                && diff.getMissing().isEmpty()
                && diff.getModified().isEmpty()
                && diff.getConflicting().isEmpty();
    }

    /** What the index knows. */
    private static final class Tracked {
        /** Files, links and submodules. */
        private final Set<String> leaves = new HashSet<>();

        /** Folders that hold a leaf. */
        private final Set<String> folders = new HashSet<>();

        /** Folders that hold a project file, with a slash at the end; the root is empty. */
        private final Set<String> projectFolders = new HashSet<>();

        private Tracked(DirCache index) {
            for (int i = 0; i < index.getEntryCount(); i++) {
                DirCacheEntry entry = index.getEntry(i);
                add(entry.getPathString(), entry.getFileMode());
            }
        }

        private void add(String path, FileMode mode) {
            leaves.add(path);
            int slash = path.lastIndexOf('/');
            if (mode != FileMode.GITLINK && PROJECT_SUFFIXES.stream().anyMatch(path::endsWith)) {
                projectFolders.add(path.substring(0, slash + 1));
            }
            for (; slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                if (!folders.add(path.substring(0, slash))) {
                    return;
                }
            }
        }
    }
}
