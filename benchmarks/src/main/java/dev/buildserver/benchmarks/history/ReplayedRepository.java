package dev.buildserver.benchmarks.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A copy of a repository in which refs go forward as in its history. */
final class ReplayedRepository implements AutoCloseable {
    private static final String SOLUTION = ".sln";

    private final Path folder;
    private final Git git;
    private final ObjectId tip;

    private ReplayedRepository(Path folder, Git git, ObjectId tip) {
        this.folder = folder;
        this.git = git;
        this.tip = tip;
    }

    /**
     * Copies a repository; afterwards it has no refs but those that are pushed.
     *
     * @param source folder or address
     * @param revision where the history ends, such as a branch; null for the default branch
     * @param folder must not exist
     * @throws IOException also when there is no such repository or revision
     */
    static ReplayedRepository copy(String source, String revision, Path folder) throws IOException {
        String address =
                Files.isDirectory(Path.of(source))
                        ? Path.of(source).toAbsolutePath().toUri().toString()
                        : source;
        Git git;
        try {
            git =
                    Git.cloneRepository()
                            .setURI(address)
                            .setDirectory(folder.toFile())
                            .setMirror(true)
                            .call();
        } catch (GitAPIException e) {
            throw new IOException(source + " can't be cloned: " + e.getMessage(), e);
        }
        String wanted = revision == null ? Constants.HEAD : revision;
        ObjectId tip = git.getRepository().resolve(wanted + "^{commit}");
        if (tip == null) {
            throw new IOException(source + " has no " + wanted);
        }
        ReplayedRepository copy = new ReplayedRepository(folder, git, tip);
        copy.forgetRefs();
        return copy;
    }

    private void forgetRefs() throws IOException {
        Repository repository = git.getRepository();
        repository.updateRef(Constants.HEAD).link(Push.MAIN);
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
            RefUpdate update = repository.updateRef(ref.getName());
            update.setForceUpdate(true);
            update.delete();
        }
    }

    String url() {
        return folder.toUri().toString().replaceFirst("/$", "");
    }

    /** The last pushes, the oldest first. */
    List<Push> pushes(int most) throws IOException {
        return Pushes.of(git.getRepository(), tip, most);
    }

    /** Makes the push's ref name its commit. */
    void push(Push push) throws IOException {
        RefUpdate update = git.getRepository().updateRef(push.ref());
        update.setNewObjectId(ObjectId.fromString(push.commit()));
        update.forceUpdate();
    }

    boolean has(Push push, String path) throws IOException {
        try (RevWalk walk = new RevWalk(git.getRepository())) {
            ObjectId tree = walk.parseCommit(ObjectId.fromString(push.commit())).getTree();
            try (TreeWalk found = TreeWalk.forPath(git.getRepository(), path, tree)) {
                return found != null;
            }
        }
    }

    /**
     * The solution at the newest commit's root.
     *
     * @throws IOException when there is none, or more than one
     */
    String onlySolution() throws IOException {
        List<String> solutions = new ArrayList<>();
        try (RevWalk commits = new RevWalk(git.getRepository());
                TreeWalk walk = new TreeWalk(git.getRepository())) {
            walk.addTree(commits.parseCommit(tip).getTree());
            while (walk.next()) {
                if (walk.getNameString().endsWith(SOLUTION)) {
                    solutions.add(walk.getPathString());
                }
            }
        }
        if (solutions.size() != 1) {
            throw new IOException(
                    "Which solution? At the root there are "
                            + solutions
                            + "; --solution names one");
        }
        return solutions.get(0);
    }

    @Override
    public void close() {
        git.close();
    }
}
